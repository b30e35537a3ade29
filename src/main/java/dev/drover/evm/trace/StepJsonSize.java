package dev.drover.evm.trace;

import dev.drover.chain.Word;
import dev.drover.evm.Fault;
import dev.drover.evm.Opcode;
import org.jspecify.annotations.Nullable;

/** Computes the size of a step as geth's JSON, which the limit of geth's struct logger refers to, and in memory. */
final class StepJsonSize {
    /** {@code {"pc":,"op":"","gas":,"gasCost":,"depth":}}. */
    private static final long FRAME = 42;

    private static final int HASH_IN_QUOTES = 68;
    private static final long OBJECT_BYTES = 120;
    private static final long WORD_BYTES = 56;
    private static final long ENTRY_BYTES = 150;

    private StepJsonSize() {}

    /** Returns the approximate size in memory, in bytes. */
    static long inMemory(Step step) {
        long size = OBJECT_BYTES;
        size += step.stack() == null ? 0 : WORD_BYTES * step.stack().length;
        size += step.memory() == null ? 0L : step.memory().length;
        return size + (step.storage() == null ? 0 : ENTRY_BYTES * step.storage().size());
    }

    /** Returns the size as JSON, in bytes. */
    static long of(Step step) {
        long size = FRAME + digits(step.pc()) + digits(step.gas()) + digits(step.cost()) + digits(step.depth());
        size += Opcode.name(step.opcode()).length();
        size += fault(step.fault());
        size += stack(step.stack());
        byte[] returned = step.returnData();
        if (returned != null && returned.length > 0) {
            size += ",\"returnData\":\"0x\"".length() + 2L * returned.length;
        }
        byte[] memory = step.memory();
        if (memory != null && memory.length > 0) {
            int words = memory.length / Word.LENGTH;
            size += ",\"memory\":[]".length() - 1L + (HASH_IN_QUOTES + 1L) * words;
        }
        if (step.storage() != null) {
            size += ",\"storage\":{}".length()
                    + (2 * HASH_IN_QUOTES + 2L) * step.storage().size()
                    - 1;
        }
        return step.refund() == 0 ? size : size + ",\"refund\":".length() + digits(step.refund());
    }

    private static long fault(@Nullable Fault fault) {
        if (fault == null) {
            return 0;
        }
        // JSON escapes angle brackets.
        long angles = fault.message().chars().filter(c -> c == '<' || c == '>').count();
        return ",\"error\":\"\"".length() + fault.message().length() + 5L * angles;
    }

    private static long stack(Word @Nullable [] stack) {
        if (stack == null) {
            return 0;
        }
        long size = ",\"stack\":[]".length() + Math.max(0L, stack.length - 1L);
        for (Word word : stack) {
            size += "\"0x\"".length() + hexDigits(word);
        }
        return size;
    }

    private static long hexDigits(Word word) {
        if (word.w0() != 0) {
            return 64L - Long.numberOfLeadingZeros(word.w0()) / 4;
        }
        if (word.w1() != 0) {
            return 48L - Long.numberOfLeadingZeros(word.w1()) / 4;
        }
        if (word.w2() != 0) {
            return 32L - Long.numberOfLeadingZeros(word.w2()) / 4;
        }
        return Math.max(1L, 16L - Long.numberOfLeadingZeros(word.w3()) / 4);
    }

    private static long digits(long number) {
        long digits = 1;
        for (long rest = Long.divideUnsigned(number, 10); rest != 0; rest /= 10) {
            digits++;
        }
        return digits;
    }
}

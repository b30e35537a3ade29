package dev.drover.evm;

import dev.drover.chain.Address;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bytes to run, and where jumps in them may go. Any thread. */
final class Code {
    /** No bytes: what an account has that is no contract. */
    static final Code EMPTY = new Code(new byte[0]);

    /** Zeros behind the code, so that a push at its end reads what the rules say and the loop ends at a STOP. */
    private static final int PADDING = 40;

    private static final int DELEGATION_LENGTH = 23;

    /** The code, not to be changed. */
    final byte[] bytes;

    /** The code and {@link #PADDING} zeros. */
    final byte[] padded;

    private volatile long @Nullable [] destinations;

    Code(byte[] bytes) {
        this.bytes = bytes;
        padded = Arrays.copyOf(bytes, bytes.length + PADDING);
    }

    int length() {
        return bytes.length;
    }

    /** True if a JUMPDEST stands there that is not data of a push. */
    boolean isDestination(int pc) {
        if (pc >= bytes.length || bytes[pc] != Opcode.JUMPDEST) {
            return false;
        }
        long[] found = destinations;
        if (found == null) {
            found = findDestinations();
            destinations = found;
        }
        return (found[pc >>> 6] >>> pc & 1) != 0;
    }

    private long[] findDestinations() {
        long[] found = new long[(bytes.length + 63) >>> 6];
        for (int pc = 0; pc < bytes.length; pc++) {
            int op = bytes[pc] & 0xff;
            if (op == Opcode.JUMPDEST) {
                found[pc >>> 6] |= 1L << pc;
            } else if (op >= Opcode.PUSH1 && op <= Opcode.PUSH32) {
                pc += op - Opcode.PUSH0;
            }
        }
        return found;
    }

    /** Whose code to run instead of this (EIP-7702), or null if this is no delegation. */
    @Nullable Address delegate() {
        boolean delegates =
                bytes.length == DELEGATION_LENGTH && bytes[0] == (byte) 0xef && bytes[1] == 0x01 && bytes[2] == 0x00;
        return delegates ? Address.of(bytes, 3) : null;
    }

    /** The code that delegates to {@code target}. */
    static byte[] delegationTo(Address target) {
        byte[] code = new byte[DELEGATION_LENGTH];
        code[0] = (byte) 0xef;
        code[1] = 0x01;
        System.arraycopy(target.toBytes(), 0, code, 3, Address.LENGTH);
        return code;
    }
}

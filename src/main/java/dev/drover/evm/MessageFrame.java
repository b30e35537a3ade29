package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.chain.Word;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One call while it runs. Frames are used again: {@link #begin} makes one as new. */
final class MessageFrame implements FrameView {
    static final byte[] NO_BYTES = new byte[0];

    private static final int STACK_WORDS = 1024;

    /** Four longs a word, the top last. */
    final long[] stack = new long[4 * STACK_WORDS];

    final Memory memory = new Memory();

    /** Number of longs on the stack. */
    int sp;

    int pc;
    long gas;

    /** True if the interpreter should leave the frame: it is done, or has called another. */
    boolean leave;

    /** What the last call returned. */
    byte[] returnData = NO_BYTES;

    /** What this call returns. */
    byte[] output = NO_BYTES;

    /** How far memory has to reach for the instruction about to run, in bytes. */
    int memoryNeeded;

    /** Gas that the call about to begin is given. */
    long callGas;

    CallType type = CallType.CALL;
    Code code = Code.EMPTY;
    Address caller = Address.ZERO;
    byte[] input = NO_BYTES;
    Word value = Word.ZERO;
    boolean isStatic;
    int snapshot;
    long gasAtStart;

    /** Whether the call that this one has begun creates a contract. */
    boolean awaitsContract;

    /** Where in memory this call wants the output of the call that it has begun. */
    int outputOffset;

    int outputLength;

    @Nullable LiveAccount account;

    void begin(LiveAccount self, long givenGas) {
        account = self;
        gas = givenGas;
        gasAtStart = givenGas;
        sp = 0;
        pc = 0;
        leave = false;
        memory.clear();
        returnData = NO_BYTES;
        output = NO_BYTES;
    }

    LiveAccount account() {
        return Objects.requireNonNull(account);
    }

    void push(Word word) {
        Arithmetic.set(stack, sp, word.w0(), word.w1(), word.w2(), word.w3());
        sp += 4;
    }

    void push(long value) {
        Arithmetic.set(stack, sp, 0, 0, 0, value);
        sp += 4;
    }

    void push(Address address) {
        long w0 = address.w0();
        long w1 = address.w1();
        long low = address.w2() & 0xffff_ffffL;
        Arithmetic.set(stack, sp, 0, w0 >>> 32, w0 << 32 | w1 >>> 32, w1 << 32 | low);
        sp += 4;
    }

    /** The word {@code fromTop} words below the top. */
    Word word(int fromTop) {
        int a = sp - 4 - 4 * fromTop;
        return new Word(stack[a], stack[a + 1], stack[a + 2], stack[a + 3]);
    }

    /** The low 20 bytes of a word. */
    Address addressAt(int fromTop) {
        int a = sp - 4 - 4 * fromTop;
        return new Address(
                stack[a + 1] << 32 | stack[a + 2] >>> 32, stack[a + 2] << 32 | stack[a + 3] >>> 32, (int) stack[a + 3]);
    }

    boolean isZero(int fromTop) {
        return Arithmetic.isZero(stack, sp - 4 - 4 * fromTop);
    }

    /** True if the word is less than 2^63. */
    boolean fitsLong(int fromTop) {
        int a = sp - 4 - 4 * fromTop;
        return (stack[a] | stack[a + 1] | stack[a + 2]) == 0 && stack[a + 3] >= 0;
    }

    /** True if the word is 2^64 or more. */
    boolean isHuge(int fromTop) {
        int a = sp - 4 - 4 * fromTop;
        return (stack[a] | stack[a + 1] | stack[a + 2]) != 0;
    }

    /** The low 64 bits of a word. */
    long low(int fromTop) {
        return stack[sp - 1 - 4 * fromTop];
    }

    /** The word, or 2^63 - 1 if it is more. */
    long clamped(int fromTop) {
        return fitsLong(fromTop) ? low(fromTop) : Long.MAX_VALUE;
    }

    void drop(int words) {
        sp -= 4 * words;
    }

    @Override
    public Address address() {
        return account().address;
    }

    @Override
    public Address caller() {
        return caller;
    }

    @Override
    public byte[] code() {
        return code.bytes;
    }

    @Override
    public byte[] input() {
        return input;
    }

    @Override
    public Word value() {
        return value;
    }

    @Override
    public int stackSize() {
        return sp / 4;
    }

    @Override
    public Word stack(int fromTop) {
        return word(Objects.checkIndex(fromTop, stackSize()));
    }

    @Override
    public int memorySize() {
        return memory.size();
    }

    @Override
    public byte[] memory(int offset, int length) {
        return memory.readBeyond(offset, length);
    }
}

package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.chain.Word;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The execution state of one call: stack, memory, gas and program counter. Frames are reused, see {@link #reset}. */
final class MessageFrame implements FrameView {
    static final byte[] NO_BYTES = new byte[0];

    private static final int STACK_WORDS = 1024;

    /** The stack, four longs to a word; the top is at the end. */
    final long[] stack = new long[4 * STACK_WORDS];

    final Memory memory = new Memory();

    /** The number of longs on the stack. */
    int sp;

    int pc;
    long gas;

    /** Whether the interpreter stops after the current instruction: the call has ended, or {@link #pendingCall} is set. */
    boolean leave;

    /** The output of the last call that this frame made. */
    byte[] returnData = NO_BYTES;

    /** The output of this call. */
    byte[] output = NO_BYTES;

    /** The memory size in bytes that the next instruction needs. */
    int memoryNeeded;

    /** The gas passed to the call that the next instruction makes. */
    long callGas;

    CallType type = CallType.CALL;
    Code code = Code.EMPTY;
    Address caller = Address.ZERO;
    byte[] input = NO_BYTES;
    Word value = Word.ZERO;
    boolean isStatic;
    int snapshot;

    /** The number of running calls up to and including this one: 1 for the top-level call. */
    int depth;

    long gasAtStart;

    /** The call that the frame has made and that {@link Evm} must start; null if there is none. */
    @Nullable CallRequest pendingCall;

    /** Whether the call that this frame has made creates a contract. */
    boolean awaitsContract;

    /** Where in memory the output of the call that this frame has made goes. */
    int outputOffset;

    int outputLength;

    @Nullable LiveAccount account;

    /** Clears the frame for a new call. */
    void reset(LiveAccount self, long givenGas) {
        account = self;
        gas = givenGas;
        gasAtStart = givenGas;
        sp = 0;
        pc = 0;
        leave = false;
        pendingCall = null;
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

    /** Returns the word {@code fromTop} words below the top. */
    Word word(int fromTop) {
        int a = sp - 4 - 4 * fromTop;
        return new Word(stack[a], stack[a + 1], stack[a + 2], stack[a + 3]);
    }

    /** Returns the low 20 bytes of a word. */
    Address addressAt(int fromTop) {
        int a = sp - 4 - 4 * fromTop;
        return new Address(
                stack[a + 1] << 32 | stack[a + 2] >>> 32, stack[a + 2] << 32 | stack[a + 3] >>> 32, (int) stack[a + 3]);
    }

    boolean isZero(int fromTop) {
        return Arithmetic.isZero(stack, sp - 4 - 4 * fromTop);
    }

    /** Returns whether the word is less than 2^63. */
    boolean fitsLong(int fromTop) {
        int a = sp - 4 - 4 * fromTop;
        return (stack[a] | stack[a + 1] | stack[a + 2]) == 0 && stack[a + 3] >= 0;
    }

    /** Returns whether the word is 2^64 or more. */
    boolean isHuge(int fromTop) {
        int a = sp - 4 - 4 * fromTop;
        return (stack[a] | stack[a + 1] | stack[a + 2]) != 0;
    }

    /** Returns the low 64 bits of a word. */
    long low(int fromTop) {
        return stack[sp - 1 - 4 * fromTop];
    }

    /** Returns the word, at most 2^63 - 1. */
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

package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.chain.Word;

/** A running call as a {@link Tracer} sees it. Valid only during the callback. */
public interface FrameView {
    /** Returns the account in whose context the code runs: its storage is used. */
    Address address();

    /** Returns the account that made the call. */
    Address caller();

    /** Returns the code that runs. Must not be modified. */
    byte[] code();

    /** Returns the call data. Must not be modified. */
    byte[] input();

    /** Returns the value of the call in wei. */
    Word value();

    /** Returns the number of words on the stack. */
    int stackSize();

    /** Returns a word of the stack; 0 is the top. Throws IndexOutOfBoundsException if there are fewer words. */
    Word stack(int fromTop);

    /** Returns the size of the memory in bytes. */
    int memorySize();

    /** Returns a copy of a part of the memory; bytes beyond its end are zero. */
    byte[] memory(int offset, int length);
}

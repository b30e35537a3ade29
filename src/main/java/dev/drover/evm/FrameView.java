package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.chain.Word;

/** A call that runs, as a {@link Tracer} sees it: valid only while the tracer is called. */
public interface FrameView {
    /** The account that the code runs on: whose storage it changes. */
    Address address();

    /** Who called. */
    Address caller();

    /** The code that runs, not to be changed. */
    byte[] code();

    /** What the caller sent along, not to be changed. */
    byte[] input();

    /** In wei. */
    Word value();

    /** Number of words on the stack. */
    int stackSize();

    /** A word of the stack, 0 being the top; throws IndexOutOfBoundsException if there are fewer. */
    Word stack(int fromTop);

    /** Size of the memory in bytes. */
    int memorySize();

    /** A copy of a part of the memory; what lies beyond its end is zero. */
    byte[] memory(int offset, int length);
}

package dev.drover.evm.precompile;

import org.jspecify.annotations.Nullable;

/** A contract that the protocol itself provides at a fixed address (Yellow Paper, appendix E). Any thread. */
public interface Precompile {
    /** Gas that a run on {@code input} costs, failing or not; {@link Long#MAX_VALUE} if it is more than a long holds. */
    long gas(byte[] input);

    /** The output; null if the input is not valid: then the call fails and takes all the gas it was given. */
    byte @Nullable [] run(byte[] input);

    /** Why {@link #run} gave null for this input, in geth's words. It is found anew: only for those who ask. */
    default String failure(byte[] input) {
        return "";
    }
}

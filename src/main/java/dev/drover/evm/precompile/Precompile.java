package dev.drover.evm.precompile;

import org.jspecify.annotations.Nullable;

/** A precompiled contract (Yellow Paper, appendix E). Thread-safe. */
public interface Precompile {
    /** Returns the gas of a call with this input, at most {@link Long#MAX_VALUE}. The input need not be valid. */
    long gas(byte[] input);

    /** Returns the output, or null if the input is not valid: the call then fails and consumes all its gas. */
    byte @Nullable [] run(byte[] input);

    /**
     * Returns geth's error text for an input that {@link #run} rejects. Repeats the computation, so call it only if the text
     * is shown.
     */
    default String failure(byte[] input) {
        return "";
    }
}

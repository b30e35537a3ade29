package dev.drover.evm.precompile;

import org.jspecify.annotations.Nullable;

/** A precompiled contract that rejects invalid inputs. */
interface FalliblePrecompile extends Precompile {
    /** Returns the output, or throws with geth's error text if the input is not valid. */
    byte[] compute(byte[] input) throws InvalidInputException;

    @Override
    default byte @Nullable [] run(byte[] input) {
        try {
            return compute(input);
        } catch (InvalidInputException e) {
            return null;
        }
    }

    @Override
    default String failure(byte[] input) {
        try {
            compute(input);
            return "";
        } catch (InvalidInputException e) {
            return e.text();
        }
    }
}

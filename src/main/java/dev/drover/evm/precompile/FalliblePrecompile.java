package dev.drover.evm.precompile;

import org.jspecify.annotations.Nullable;

/** A contract that does not take every input. */
interface FalliblePrecompile extends Precompile {
    /** The output. */
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

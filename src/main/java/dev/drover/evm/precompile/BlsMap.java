package dev.drover.evm.precompile;

import dev.drover.crypto.pairing.Point;
import java.util.function.Function;

/**
 * Maps a field element to a point of BLS12-381 (EIP-2537).
 *
 * @param map maps an element to a point of the group
 */
record BlsMap<E>(BlsGroup<E> group, long price, Function<E, Point<E>> map) implements FalliblePrecompile {
    @Override
    public long gas(byte[] input) {
        return price;
    }

    @Override
    public byte[] compute(byte[] input) throws InvalidInputException {
        if (input.length != group.elementLength()) {
            throw new InvalidInputException("invalid input length");
        }
        return group.encode(map.apply(group.element(input, 0)));
    }
}

package dev.drover.evm.precompile;

import dev.drover.crypto.pairing.Point;

/** Adds two points of BLS12-381, which need not be in the subgroup (EIP-2537). */
record BlsAdd<E>(BlsGroup<E> group, long price) implements FalliblePrecompile {
    @Override
    public long gas(byte[] input) {
        return price;
    }

    @Override
    public byte[] compute(byte[] input) throws InvalidInputException {
        if (input.length != 2 * group.pointLength()) {
            throw new InvalidInputException("invalid input length");
        }
        Point<E> p = group.point(input, 0);
        Point<E> q = group.point(input, group.pointLength());
        return group.encode(group.curve().add(p, q));
    }
}

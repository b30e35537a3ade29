package dev.drover.evm.precompile;

import dev.drover.crypto.pairing.MultiScalar;
import dev.drover.crypto.pairing.Point;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Multi-scalar multiplication of points of BLS12-381 (EIP-2537).
 *
 * @param price the gas of one term before the discount
 * @param discount the discount by the number of terms
 */
record BlsMultiply<E>(BlsGroup<E> group, long price, BlsDiscount discount) implements FalliblePrecompile {
    private static final int SCALAR = 32;

    @Override
    public long gas(byte[] input) {
        int count = input.length / (group.pointLength() + SCALAR);
        return count == 0 ? 0 : count * price * discount.perMille(count) / 1000;
    }

    @Override
    public byte[] compute(byte[] input) throws InvalidInputException {
        int length = group.pointLength() + SCALAR;
        if (input.length == 0 || input.length % length != 0) {
            throw new InvalidInputException("invalid input length");
        }
        List<Point<E>> points = new ArrayList<>();
        List<BigInteger> scalars = new ArrayList<>();
        for (int start = 0; start < input.length; start += length) {
            points.add(group.pointOfPrimeOrder(input, start));
            scalars.add(PrecompileInput.number(input, start + group.pointLength(), SCALAR));
        }
        return group.encode(MultiScalar.sum(group.curve(), points, scalars));
    }
}

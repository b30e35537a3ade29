package dev.drover.evm.precompile;

import dev.drover.crypto.pairing.Point;
import org.jspecify.annotations.Nullable;

/** The sum of two points of BLS12-381, of whatever order (EIP-2537). */
record BlsAdd<E>(BlsGroup<E> group, long price) implements Precompile {
    @Override
    public long gas(byte[] input) {
        return price;
    }

    @Override
    public byte @Nullable [] run(byte[] input) {
        if (input.length != 2 * group.pointLength()) {
            return null;
        }
        Point<E> p = group.point(input, 0);
        Point<E> q = group.point(input, group.pointLength());
        return p == null || q == null ? null : group.encode(group.curve().add(p, q));
    }
}

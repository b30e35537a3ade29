package dev.drover.evm.precompile;

import dev.drover.crypto.pairing.Point;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The map of a field onto a group of BLS12-381 (EIP-2537).
 *
 * @param map from an element to a point
 */
record BlsMap<E>(BlsGroup<E> group, long price, Function<E, Point<E>> map) implements Precompile {
    @Override
    public long gas(byte[] input) {
        return price;
    }

    @Override
    public byte @Nullable [] run(byte[] input) {
        E element = input.length == group.elementLength() ? group.element(input, 0) : null;
        return element == null ? null : group.encode(map.apply(element));
    }
}

package dev.drover.evm.precompile;

import dev.drover.crypto.pairing.Point;
import org.jspecify.annotations.Nullable;

/** A multiple of a point of BN254 (EIP-196). */
record Bn254Multiply(long price) implements Precompile {
    @Override
    public long gas(byte[] input) {
        return price;
    }

    @Override
    public byte @Nullable [] run(byte[] input) {
        Point<long[]> p = Bn254Input.point1(input, 0);
        return p == null ? null : Bn254Input.encode(Bn254Input.CURVE.g1().multiply(p, Input.number(input, 64, 32)));
    }
}

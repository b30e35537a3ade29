package dev.drover.evm.precompile;

import dev.drover.crypto.pairing.Point;

/** Adds two points of BN254 (EIP-196). */
record Bn254Add(long price) implements FalliblePrecompile {
    @Override
    public long gas(byte[] input) {
        return price;
    }

    @Override
    public byte[] compute(byte[] input) throws InvalidInputException {
        Point<long[]> p = Bn254Input.point1(input, 0);
        Point<long[]> q = Bn254Input.point1(input, 64);
        return Bn254Input.encode(Bn254Input.CURVE.g1().add(p, q));
    }
}

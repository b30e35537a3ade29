package dev.drover.evm.precompile;

import dev.drover.crypto.pairing.Point;

/** Multiplies a point of BN254 by a scalar (EIP-196). */
record Bn254Multiply(long price) implements FalliblePrecompile {
    @Override
    public long gas(byte[] input) {
        return price;
    }

    @Override
    public byte[] compute(byte[] input) throws InvalidInputException {
        Point<long[]> p = Bn254Input.point1(input, 0);
        return Bn254Input.encode(Bn254Input.CURVE.g1().multiply(p, PrecompileInput.number(input, 64, 32)));
    }
}

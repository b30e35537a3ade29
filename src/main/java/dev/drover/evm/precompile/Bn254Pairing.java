package dev.drover.evm.precompile;

import dev.drover.crypto.pairing.PairingCurve;
import dev.drover.crypto.pairing.Point;
import java.util.ArrayList;
import java.util.List;

/** The pairing check of BN254: returns whether a product of pairings is 1 (EIP-197). */
record Bn254Pairing(long base, long perPair) implements FalliblePrecompile {
    /** The length of a pair in bytes. */
    private static final int PAIR = 192;

    @Override
    public long gas(byte[] input) {
        return base + perPair * (input.length / PAIR);
    }

    @Override
    public byte[] compute(byte[] input) throws InvalidInputException {
        if (input.length % PAIR != 0) {
            throw new InvalidInputException("bad elliptic curve pairing size");
        }
        List<PairingCurve.Pair> pairs = new ArrayList<>();
        for (int start = 0; start < input.length; start += PAIR) {
            Point<long[]> first = Bn254Input.point1(input, start);
            pairs.add(new PairingCurve.Pair(first, Bn254Input.point2(input, start + 64)));
        }
        return PrecompileInput.bool(Bn254Input.CURVE.isProductOne(pairs));
    }
}

package dev.drover.evm.precompile;

import dev.drover.crypto.pairing.Fp2;
import dev.drover.crypto.pairing.PairingCurve;
import dev.drover.crypto.pairing.Point;
import java.util.ArrayList;
import java.util.List;

/** The pairing check of BLS12-381: returns whether a product of pairings is 1 (EIP-2537). */
final class BlsPairing implements FalliblePrecompile {
    private static final int PAIR = 384;

    @Override
    public long gas(byte[] input) {
        return 37_700 + 32_600L * (input.length / PAIR);
    }

    @Override
    public byte[] compute(byte[] input) throws InvalidInputException {
        if (input.length == 0 || input.length % PAIR != 0) {
            throw new InvalidInputException("invalid input length");
        }
        List<PairingCurve.Pair> pairs = new ArrayList<>();
        for (int start = 0; start < input.length; start += PAIR) {
            Point<long[]> first = BlsGroup.G1.pointOfPrimeOrder(input, start);
            Point<Fp2> second = BlsGroup.G2.pointOfPrimeOrder(input, start + BlsGroup.G1.pointLength());
            pairs.add(new PairingCurve.Pair(first, second));
        }
        return PrecompileInput.bool(BlsGroup.CURVE.isProductOne(pairs));
    }
}

package dev.drover.evm.precompile;

import dev.drover.crypto.pairing.Fp2;
import dev.drover.crypto.pairing.PairingCurve;
import dev.drover.crypto.pairing.Point;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a product of pairings over BN254 is 1 (EIP-197). */
record Bn254Pairing(long base, long perPair) implements Precompile {
    /** Bytes of a pair. */
    private static final int PAIR = 192;

    @Override
    public long gas(byte[] input) {
        return base + perPair * (input.length / PAIR);
    }

    @Override
    public byte @Nullable [] run(byte[] input) {
        if (input.length % PAIR != 0) {
            return null;
        }
        List<PairingCurve.Pair> pairs = new ArrayList<>();
        for (int start = 0; start < input.length; start += PAIR) {
            Point<long[]> first = Bn254Input.point1(input, start);
            Point<Fp2> second = Bn254Input.point2(input, start + 64);
            if (first == null || second == null) {
                return null;
            }
            pairs.add(new PairingCurve.Pair(first, second));
        }
        return Input.truth(Bn254Input.CURVE.isProductOne(pairs));
    }
}

package dev.drover.evm.precompile;

import dev.drover.crypto.pairing.Bls12381;
import dev.drover.crypto.pairing.Bls12381Encoding;
import dev.drover.crypto.pairing.Fp2;
import dev.drover.crypto.pairing.PairingCurve;
import dev.drover.crypto.pairing.Point;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/** Verifies KZG proofs that a blob, read as a polynomial, has a given value at a point (EIP-4844). */
final class PointEvaluation implements FalliblePrecompile {
    private static final int LENGTH = 192;
    private static final byte VERSION = 1;
    private static final BigInteger ORDER =
            new BigInteger("73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001", 16);

    /**
     * The generator of the second group times the secret of the trusted setup, the only part of the setup that verification
     * needs.
     */
    private static final Point<Fp2> SECRET = Bls12381Encoding.point2(
            "185cbfee53492714734429b7b38608e23926c911cceceac9a36851477ba4c60b087041de621000edc98edada20c1def2",
            "15bfd7dd8cdeb128843bc287230af38926187075cbfbefa81009a2ce615ac53d2914e5870cb452d2afaaab24f3499f72",
            "14353bdb96b626dd7d5ee8599d1fca2131569490e28de18e82451a496a9c9794ce26d105941f383ee689bfbbb832a99",
            "1666c54b0a32529503432fcae0181b4bef79de09fc63671fda5ed1ba9bfa07899495346f3d7ac9cd23048ef30d0a154f");

    @Override
    public long gas(byte[] input) {
        return 50_000;
    }

    /** The input is: versioned hash, z, y, commitment and proof, in 32, 32, 32, 48 and 48 bytes. */
    @Override
    public byte[] compute(byte[] input) throws InvalidInputException {
        if (input.length != LENGTH) {
            throw new InvalidInputException("invalid input length");
        }
        if (!isOfCommitment(input)) {
            throw new InvalidInputException("mismatched versioned hash");
        }
        if (!holds(input)) {
            throw new InvalidInputException("error verifying kzg proof");
        }
        byte[] output = Arrays.copyOf(PrecompileInput.word(BigInteger.valueOf(4096)), 64);
        System.arraycopy(PrecompileInput.word(ORDER), 0, output, 32, 32);
        return output;
    }

    private static boolean isOfCommitment(byte[] input) {
        byte[] hash = HashFunction.SHA256.run(PrecompileInput.part(input, 96, 48));
        return input[0] == VERSION && Arrays.equals(input, 1, 32, hash, 1, 32);
    }

    /** Returns whether e(commitment - y, -1) · e(proof, secret - z) = 1. */
    private static boolean holds(byte[] input) {
        BigInteger z = PrecompileInput.number(input, 32, 32);
        BigInteger y = PrecompileInput.number(input, 64, 32);
        Point<long[]> commitment = Bls12381Encoding.decompress(PrecompileInput.part(input, 96, 48));
        Point<long[]> proof = Bls12381Encoding.decompress(PrecompileInput.part(input, 144, 48));
        if (z.compareTo(ORDER) >= 0 || y.compareTo(ORDER) >= 0 || commitment == null || proof == null) {
            return false;
        }
        Bls12381 curve = Bls12381.curve();
        Point<long[]> value = curve.g1().multiply(curve.generator1(), y);
        Point<Fp2> at = curve.g2().multiply(curve.generator2(), z);
        return curve.isProductOne(List.of(
                new PairingCurve.Pair(
                        curve.g1().add(commitment, curve.g1().negate(value)),
                        curve.g2().negate(curve.generator2())),
                new PairingCurve.Pair(proof, curve.g2().add(SECRET, curve.g2().negate(at)))));
    }
}

package dev.drover.evm.precompile;

import dev.drover.crypto.InvalidSignatureException;
import dev.drover.crypto.Secp256k1;
import java.math.BigInteger;

/** Recovers the address that signed a hash; the output is empty if the signature is not valid (Yellow Paper, appendix E). */
final class EcRecover implements Precompile {
    private static final byte[] NONE = new byte[0];

    @Override
    public long gas(byte[] input) {
        return 3000;
    }

    /** The input is: hash, v (27 or 28), r and s, in 32 bytes each. */
    @Override
    public byte[] run(byte[] input) {
        byte[] v = PrecompileInput.part(input, 32, 32);
        int parity = v[31] - 27;
        if (!PrecompileInput.zeros(v, 0, 31) || (parity != 0 && parity != 1)) {
            return NONE;
        }
        BigInteger r = PrecompileInput.number(input, 64, 32);
        BigInteger s = PrecompileInput.number(input, 96, 32);
        try {
            byte[] address = Secp256k1.recoverAddress(PrecompileInput.part(input, 0, 32), parity, r, s);
            byte[] output = new byte[32];
            System.arraycopy(address, 0, output, 12, 20);
            return output;
        } catch (InvalidSignatureException e) {
            return NONE;
        }
    }
}

package dev.drover.evm.precompile;

import dev.drover.crypto.Secp256r1;

/** Verifies a signature over secp256r1; the output is empty if it is not valid (EIP-7951). */
final class P256Verify implements Precompile {
    private static final byte[] NONE = new byte[0];

    @Override
    public long gas(byte[] input) {
        return 6900;
    }

    /** The input is: hash, r, s, and the public key's x and y, in 32 bytes each. */
    @Override
    public byte[] run(byte[] input) {
        boolean valid = input.length == 160
                && Secp256r1.verify(
                        PrecompileInput.part(input, 0, 32),
                        PrecompileInput.number(input, 32, 32),
                        PrecompileInput.number(input, 64, 32),
                        PrecompileInput.number(input, 96, 32),
                        PrecompileInput.number(input, 128, 32));
        return valid ? PrecompileInput.bool(true) : NONE;
    }
}

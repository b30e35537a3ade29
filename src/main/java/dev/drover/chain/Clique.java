package dev.drover.chain;

import dev.drover.crypto.InvalidSignatureException;
import dev.drover.crypto.Keccak;
import dev.drover.crypto.Secp256k1;
import dev.drover.rlp.RlpReader;
import dev.drover.rlp.RlpWriter;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * Proof of authority, in which the producer of a block signs its header (EIP-225; geth: consensus/clique). Any thread.
 */
public final class Clique {
    /** The length of the signature (r, s and parity) at the end of the extra data. */
    private static final int SEAL = 65;

    private static final int ITEMS_BEFORE_EXTRA_DATA = 12;

    private Clique() {}

    /** Returns whether the header has room for a signature, which that of a simulated block has not. */
    static boolean isSealed(Header header) {
        return header.extraData().length >= SEAL;
    }

    /**
     * Returns the address of the key that signed a header. Takes about 0.14 ms.
     *
     * @throws InvalidSignatureException if there is no valid signature, as in a genesis block
     */
    public static Address signer(Header header) {
        byte[] extra = header.extraData();
        if (!isSealed(header)) {
            throw new InvalidSignatureException(
                    "extra data of " + extra.length + " bytes is too short for a signature");
        }
        int start = extra.length - SEAL;
        BigInteger r = new BigInteger(1, extra, start, 32);
        BigInteger s = new BigInteger(1, extra, start + 32, 32);
        return Address.of(Secp256k1.recoverAddress(sealHash(header), extra[start + 64], r, s));
    }

    /** Returns the 32 bytes that are signed: the hash of the header without the signature. */
    public static byte[] sealHash(Header header) {
        RlpReader in = RlpReader.listOf(header.encode());
        RlpWriter out = new RlpWriter().beginList();
        for (int i = 0; i < ITEMS_BEFORE_EXTRA_DATA; i++) {
            out.raw(in.raw());
        }
        byte[] extra = in.bytes();
        out.bytes(Arrays.copyOf(extra, extra.length - SEAL));
        while (in.hasNext()) {
            out.raw(in.raw());
        }
        return Keccak.hash(out.endList().toBytes());
    }
}

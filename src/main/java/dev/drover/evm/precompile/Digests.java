package dev.drover.evm.precompile;

import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;

/** The hash functions among the contracts: 32 bytes, the hash at their end (Yellow Paper, appendix E). */
enum Digests implements Precompile {
    SHA256(60, 12) {
        @Override
        Digest create() {
            return new SHA256Digest();
        }
    },
    RIPEMD160(600, 120) {
        @Override
        Digest create() {
            return new RIPEMD160Digest();
        }
    };

    private final long base;
    private final long perWord;

    Digests(long base, long perWord) {
        this.base = base;
        this.perWord = perWord;
    }

    abstract Digest create();

    @Override
    public long gas(byte[] input) {
        return Input.priceByWord(base, perWord, input);
    }

    @Override
    public byte[] run(byte[] input) {
        Digest digest = create();
        digest.update(input, 0, input.length);
        byte[] output = new byte[32];
        digest.doFinal(output, 32 - digest.getDigestSize());
        return output;
    }
}

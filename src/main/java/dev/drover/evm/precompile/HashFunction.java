package dev.drover.evm.precompile;

import dev.drover.crypto.Digests;

/** The hash functions among the precompiled contracts. Hashes are padded to 32 bytes on the left (Yellow Paper, appendix E). */
enum HashFunction implements Precompile {
    SHA256(60, 12) {
        @Override
        byte[] hash(byte[] input) {
            return Digests.sha256(input);
        }
    },
    RIPEMD160(600, 120) {
        @Override
        byte[] hash(byte[] input) {
            return Digests.ripemd160(input);
        }
    };

    private final long base;
    private final long perWord;

    HashFunction(long base, long perWord) {
        this.base = base;
        this.perWord = perWord;
    }

    abstract byte[] hash(byte[] input);

    @Override
    public long gas(byte[] input) {
        return PrecompileInput.priceByWord(base, perWord, input);
    }

    @Override
    public byte[] run(byte[] input) {
        byte[] hash = hash(input);
        byte[] output = new byte[32];
        System.arraycopy(hash, 0, output, 32 - hash.length, hash.length);
        return output;
    }
}

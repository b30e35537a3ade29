package dev.drover.store;

import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * geth's database keys (core/rawdb/schema.go). All keys are built here. Numbers are 8 bytes, big-endian; hashes are 32 raw
 * bytes.
 */
public final class Schema {
    /** Key of the head block's hash, as the master sees it. */
    public static final byte[] LAST_BLOCK = ascii("LastBlock");
    /** Key of the head header's hash. */
    public static final byte[] LAST_HEADER = ascii("LastHeader");
    /** Key of the hash of fast sync's head block. */
    public static final byte[] LAST_FAST = ascii("LastFast");
    /** Key of the last finalized block's hash. */
    public static final byte[] LAST_FINALIZED = ascii("LastFinalized");
    /** Key of the last safe block's hash. Specific to Drover: geth does not store it. */
    public static final byte[] LAST_SAFE = ascii("drover-safe");
    /** Prefix of the key of a chain's config, which is followed by the genesis hash. */
    public static final byte[] CONFIG_PREFIX = ascii("ethereum-config-");

    private Schema() {}

    /** {@code h N H}: a header, RLP. */
    public static byte[] header(BlockId block) {
        return numbered('h', block);
    }

    /** {@code h N H t}: the total difficulty, RLP integer; current geth does not write it. */
    public static byte[] totalDifficulty(BlockId block) {
        byte[] key = Arrays.copyOf(numbered('h', block), 42);
        key[41] = 't';
        return key;
    }

    /** {@code h N n}: the canonical hash at a number, 32 bytes. */
    public static byte[] canonicalHash(long number) {
        byte[] key = new byte[10];
        key[0] = 'h';
        putNumber(key, 1, number);
        key[9] = 'n';
        return key;
    }

    /** {@code H hash}: the number of a block, 8 bytes. */
    public static byte[] number(Hash hash) {
        return hashed('H', hash);
    }

    /** {@code b N H}: a body, RLP. */
    public static byte[] body(BlockId block) {
        return numbered('b', block);
    }

    /** {@code r N H}: stored receipts, RLP. */
    public static byte[] receipts(BlockId block) {
        return numbered('r', block);
    }

    /** {@code l hash}: the block of a transaction, as a short block number or, in old databases, a block hash or RLP. */
    public static byte[] txLookup(Hash transaction) {
        return hashed('l', transaction);
    }

    /** {@code c hash}: contract code. */
    public static byte[] code(Hash codeHash) {
        return hashed('c', codeHash);
    }

    /** {@code ethereum-config- hash}: the chain's config, JSON. */
    public static byte[] config(Hash genesis) {
        byte[] key = Arrays.copyOf(CONFIG_PREFIX, CONFIG_PREFIX.length + Hash.LENGTH);
        genesis.putTo(key, CONFIG_PREFIX.length);
        return key;
    }

    /** Encodes a block number as 8 bytes, big-endian. */
    public static byte[] encodeNumber(long number) {
        byte[] bytes = new byte[8];
        putNumber(bytes, 0, number);
        return bytes;
    }

    /** Decodes a number of up to 8 big-endian bytes. No bytes are 0, as in the lookup of a transaction in block 0. */
    public static long decodeNumber(byte[] bytes) {
        if (bytes.length > 8) {
            throw new StoreException("a block number has at most 8 bytes, not " + bytes.length);
        }
        long number = 0;
        for (byte b : bytes) {
            number = (number << 8) | (b & 0xff);
        }
        return number;
    }

    /** Returns the block number in a key that begins with a letter and a number. */
    public static long numberOf(byte[] key) {
        return decodeNumber(Arrays.copyOfRange(key, 1, 1 + Long.BYTES));
    }

    /** Encodes a block number in as few big-endian bytes as possible; 0 is no bytes. The value of a transaction lookup. */
    public static byte[] encodeShortNumber(long number) {
        int length = (71 - Long.numberOfLeadingZeros(number)) / 8;
        return Arrays.copyOfRange(encodeNumber(number), 8 - length, 8);
    }

    private static byte[] numbered(char prefix, BlockId block) {
        byte[] key = new byte[41];
        key[0] = (byte) prefix;
        putNumber(key, 1, block.number());
        block.hash().putTo(key, 9);
        return key;
    }

    private static byte[] hashed(char prefix, Hash hash) {
        byte[] key = new byte[33];
        key[0] = (byte) prefix;
        hash.putTo(key, 1);
        return key;
    }

    private static void putNumber(byte[] target, int start, long number) {
        for (int i = 0; i < 8; i++) {
            target[start + i] = (byte) (number >>> 56 - 8 * i);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

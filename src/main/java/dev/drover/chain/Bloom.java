package dev.drover.chain;

import dev.drover.crypto.Keccak;
import java.util.List;

/**
 * The 2048-bit Bloom filter of a header or receipt, over the addresses and topics of its logs (Yellow Paper, 4.3.1).
 */
public final class Bloom {
    /** The length of a bloom in bytes. */
    public static final int LENGTH = 256;

    private Bloom() {}

    /** Returns the bloom of {@code logs}, 256 bytes. */
    public static byte[] of(List<Log> logs) {
        byte[] bloom = new byte[LENGTH];
        for (Log log : logs) {
            add(bloom, log.address().toBytes());
            for (Hash topic : log.topics()) {
                add(bloom, topic.toBytes());
            }
        }
        return bloom;
    }

    /** Returns whether a bloom is empty: a block with such a header has no logs. */
    public static boolean isEmpty(byte[] bloom) {
        for (byte bits : bloom) {
            if (bits != 0) {
                return false;
            }
        }
        return true;
    }

    /** Returns false only if the bloom certainly does not contain this address (20 bytes) or topic (32 bytes). */
    public static boolean mayContain(byte[] bloom, byte[] content) {
        return Bits.of(content).areIn(bloom);
    }

    /** The three bits that a content sets. */
    record Bits(int first, int second, int third) {
        static Bits of(byte[] content) {
            byte[] hash = Keccak.hash(content);
            return new Bits(bit(hash, 0), bit(hash, 2), bit(hash, 4));
        }

        /** Returns whether a bloom has all three bits. */
        boolean areIn(byte[] bloom) {
            return isIn(first, bloom) && isIn(second, bloom) && isIn(third, bloom);
        }

        private static boolean isIn(int bit, byte[] bloom) {
            return (bloom[LENGTH - 1 - bit / 8] & 1 << bit % 8) != 0;
        }
    }

    private static void add(byte[] bloom, byte[] content) {
        byte[] hash = Keccak.hash(content);
        for (int i = 0; i < 6; i += 2) {
            int bit = bit(hash, i);
            bloom[LENGTH - 1 - bit / 8] |= (byte) (1 << bit % 8);
        }
    }

    /** Returns 11 bits of a pair of bytes of the hash. */
    private static int bit(byte[] hash, int start) {
        return (hash[start] & 0x07) << 8 | (hash[start + 1] & 0xff);
    }
}

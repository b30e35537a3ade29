package dev.drover.trie;

import dev.drover.rlp.RlpException;
import java.util.Arrays;

/**
 * Keys as a trie walks them: one half byte (0 to 15) in each byte. Within nodes they stand in hex-prefix encoding (Yellow
 * Paper, appendix C), whose first half byte tells a leaf from an extension and an odd length from an even one.
 */
final class Nibbles {
    private Nibbles() {}

    /** The half bytes of a key, high ones first. */
    static byte[] of(byte[] key) {
        byte[] nibbles = new byte[2 * key.length];
        for (int i = 0; i < key.length; i++) {
            nibbles[2 * i] = (byte) ((key[i] & 0xf0) >>> 4);
            nibbles[2 * i + 1] = (byte) (key[i] & 0x0f);
        }
        return nibbles;
    }

    /** The key whose half bytes are given, an even number of them. */
    static byte[] toKey(byte[] nibbles) {
        byte[] key = new byte[nibbles.length / 2];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (nibbles[2 * i] << 4 | nibbles[2 * i + 1]);
        }
        return key;
    }

    /** Hex-prefix encoding. */
    static byte[] pack(byte[] nibbles, boolean leaf) {
        int odd = nibbles.length % 2;
        byte[] packed = new byte[nibbles.length / 2 + 1];
        packed[0] = (byte) ((leaf ? 0x20 : 0) | (odd == 1 ? 0x10 | nibbles[0] : 0));
        for (int i = 1; i < packed.length; i++) {
            packed[i] = (byte) (nibbles[odd + 2 * i - 2] << 4 | nibbles[odd + 2 * i - 1]);
        }
        return packed;
    }

    /** The half bytes in a hex-prefix encoding; throws {@link RlpException} if it is none. */
    static byte[] unpack(byte[] packed) {
        if (packed.length == 0 || (packed[0] & 0xc0) != 0 || (packed[0] & 0x1f) > 0 && (packed[0] & 0x10) == 0) {
            throw new RlpException("the path of a trie node is not hex-prefix encoded");
        }
        byte[] all = of(packed);
        return Arrays.copyOfRange(all, (packed[0] & 0x10) != 0 ? 1 : 2, all.length);
    }

    /** Whether a hex-prefix encoding is a leaf's. */
    static boolean isLeaf(byte[] packed) {
        return packed.length > 0 && (packed[0] & 0x20) != 0;
    }

    /** How many half bytes {@code path} has in common with {@code key} from {@code at} on. */
    static int common(byte[] path, byte[] key, int at) {
        int mismatch = Arrays.mismatch(path, 0, path.length, key, at, key.length);
        return mismatch < 0 ? path.length : mismatch;
    }

    /** What is left of {@code nibbles} from {@code start} on. */
    static byte[] from(byte[] nibbles, int start) {
        return start == 0 ? nibbles : Arrays.copyOfRange(nibbles, start, nibbles.length);
    }

    /** The one after the other. */
    static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}

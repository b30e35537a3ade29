package dev.drover.trie;

import dev.drover.rlp.RlpException;
import java.util.Arrays;

/**
 * Converts between keys, nibbles and hex-prefix encoding. A trie processes keys as nibbles, one (0 to 15) in each byte. Nodes
 * contain them in hex-prefix encoding (Yellow Paper, appendix C), whose first nibble distinguishes leaves from extensions and
 * odd lengths from even ones.
 */
final class Nibbles {
    private Nibbles() {}

    /** Returns the nibbles of a key, the high one of each byte first. */
    static byte[] of(byte[] key) {
        byte[] nibbles = new byte[2 * key.length];
        for (int i = 0; i < key.length; i++) {
            nibbles[2 * i] = (byte) ((key[i] & 0xf0) >>> 4);
            nibbles[2 * i + 1] = (byte) (key[i] & 0x0f);
        }
        return nibbles;
    }

    /** Returns the key with the given nibbles, whose number is even. */
    static byte[] toKey(byte[] nibbles) {
        byte[] key = new byte[nibbles.length / 2];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (nibbles[2 * i] << 4 | nibbles[2 * i + 1]);
        }
        return key;
    }

    /** Encodes nibbles in hex-prefix encoding. */
    static byte[] pack(byte[] nibbles, boolean leaf) {
        int odd = nibbles.length % 2;
        byte[] packed = new byte[nibbles.length / 2 + 1];
        packed[0] = (byte) ((leaf ? 0x20 : 0) | (odd == 1 ? 0x10 | nibbles[0] : 0));
        for (int i = 1; i < packed.length; i++) {
            packed[i] = (byte) (nibbles[odd + 2 * i - 2] << 4 | nibbles[odd + 2 * i - 1]);
        }
        return packed;
    }

    /** Decodes hex-prefix encoded nibbles. Throws {@link RlpException} if the encoding is invalid. */
    static byte[] unpack(byte[] packed) {
        if (packed.length == 0 || (packed[0] & 0xc0) != 0 || (packed[0] & 0x1f) > 0 && (packed[0] & 0x10) == 0) {
            throw new RlpException("the path of a trie node is not valid hex-prefix encoding");
        }
        byte[] all = of(packed);
        return Arrays.copyOfRange(all, (packed[0] & 0x10) != 0 ? 1 : 2, all.length);
    }

    /** Returns whether hex-prefix encoded nibbles are the path of a leaf. */
    static boolean isLeaf(byte[] packed) {
        return packed.length > 0 && (packed[0] & 0x20) != 0;
    }

    /** Returns the length of the common prefix of {@code path} and of {@code key} from {@code at} on. */
    static int common(byte[] path, byte[] key, int at) {
        int mismatch = Arrays.mismatch(path, 0, path.length, key, at, key.length);
        return mismatch < 0 ? path.length : mismatch;
    }

    /** Returns the nibbles from {@code start} on. */
    static byte[] from(byte[] nibbles, int start) {
        return start == 0 ? nibbles : Arrays.copyOfRange(nibbles, start, nibbles.length);
    }

    /** Concatenates two sequences of nibbles. */
    static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}

package dev.drover.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Keccak-256, Ethereum's hash function (Keccak reference, version 3.0): 24 rounds on 25 lanes of 64 bits, where the lane at
 * x, y has the index x + 5 y. SHA3-256 differs in the padding. Thread-safe.
 */
public final class Keccak {
    private static final VarHandle LANES = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** The number of bytes absorbed between two permutations. */
    private static final int RATE = 136;

    private static final long[] ROUNDS = {
        0x1L,
        0x8082L,
        0x800000000000808aL,
        0x8000000080008000L,
        0x808bL,
        0x80000001L,
        0x8000000080008081L,
        0x8000000000008009L,
        0x8aL,
        0x88L,
        0x80008009L,
        0x8000000aL,
        0x8000808bL,
        0x800000000000008bL,
        0x8000000000008089L,
        0x8000000000008003L,
        0x8000000000008002L,
        0x8000000000000080L,
        0x800aL,
        0x800000008000000aL,
        0x8000000080008081L,
        0x8000000000008080L,
        0x80000001L,
        0x8000000080008008L
    };

    private Keccak() {}

    /** Returns the 32-byte hash of {@code input}. */
    public static byte[] hash(byte[] input) {
        return hash(input, 0, input.length);
    }

    /** Returns the 32-byte hash of a part of {@code input}. */
    public static byte[] hash(byte[] input, int start, int length) {
        long[] state = new long[25];
        long[] scratch = new long[25];
        int from = start;
        int left = length;
        for (; left >= RATE; left -= RATE, from += RATE) {
            absorb(state, input, from);
            permute(state, scratch);
        }
        byte[] last = new byte[RATE];
        System.arraycopy(input, from, last, 0, left);
        last[left] = 1;
        last[RATE - 1] |= (byte) 0x80;
        absorb(state, last, 0);
        permute(state, scratch);
        byte[] out = new byte[32];
        for (int i = 0; i < 4; i++) {
            LANES.set(out, 8 * i, state[i]);
        }
        return out;
    }

    private static void absorb(long[] state, byte[] block, int from) {
        for (int i = 0; i < RATE / 8; i++) {
            state[i] ^= (long) LANES.get(block, from + 8 * i);
        }
    }

    private static void permute(long[] state, long[] scratch) {
        for (int i = 0; i < ROUNDS.length; i += 2) {
            round(state, scratch, ROUNDS[i]);
            round(scratch, state, ROUNDS[i + 1]);
        }
    }

    /** Applies one round to {@code a} and writes the result to {@code b}. */
    private static void round(long[] a, long[] b, long constant) {
        long c0 = a[0] ^ a[5] ^ a[10] ^ a[15] ^ a[20];
        long c1 = a[1] ^ a[6] ^ a[11] ^ a[16] ^ a[21];
        long c2 = a[2] ^ a[7] ^ a[12] ^ a[17] ^ a[22];
        long c3 = a[3] ^ a[8] ^ a[13] ^ a[18] ^ a[23];
        long c4 = a[4] ^ a[9] ^ a[14] ^ a[19] ^ a[24];
        long d0 = c4 ^ rol(c1, 1);
        long d1 = c0 ^ rol(c2, 1);
        long d2 = c1 ^ rol(c3, 1);
        long d3 = c2 ^ rol(c4, 1);
        long d4 = c3 ^ rol(c0, 1);
        chi(b, 0, a[0] ^ d0, rol(a[6] ^ d1, 44), rol(a[12] ^ d2, 43), rol(a[18] ^ d3, 21), rol(a[24] ^ d4, 14));
        b[0] ^= constant;
        chi(b, 5, rol(a[3] ^ d3, 28), rol(a[9] ^ d4, 20), rol(a[10] ^ d0, 3), rol(a[16] ^ d1, 45), rol(a[22] ^ d2, 61));
        chi(b, 10, rol(a[1] ^ d1, 1), rol(a[7] ^ d2, 6), rol(a[13] ^ d3, 25), rol(a[19] ^ d4, 8), rol(a[20] ^ d0, 18));
        chi(
                b,
                15,
                rol(a[4] ^ d4, 27),
                rol(a[5] ^ d0, 36),
                rol(a[11] ^ d1, 10),
                rol(a[17] ^ d2, 15),
                rol(a[23] ^ d3, 56));
        chi(
                b,
                20,
                rol(a[2] ^ d2, 62),
                rol(a[8] ^ d3, 55),
                rol(a[14] ^ d4, 39),
                rol(a[15] ^ d0, 41),
                rol(a[21] ^ d1, 2));
    }

    /** Rotates to the left. */
    private static long rol(long lane, int bits) {
        return Long.rotateLeft(lane, bits);
    }

    /** Applies the non-linear step to a row of five lanes. */
    private static void chi(long[] b, int row, long l0, long l1, long l2, long l3, long l4) {
        b[row] = l0 ^ ~l1 & l2;
        b[row + 1] = l1 ^ ~l2 & l3;
        b[row + 2] = l2 ^ ~l3 & l4;
        b[row + 3] = l3 ^ ~l4 & l0;
        b[row + 4] = l4 ^ ~l0 & l1;
    }
}

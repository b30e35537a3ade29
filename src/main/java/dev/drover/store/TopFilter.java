package dev.drover.store;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which users' keys the writable layer may hold: "no" is certain, "maybe" is wrong for about one key in a hundred.
 * A blocked Bloom filter: each key sets 7 bits inside one cache line. When a part is full, a four times larger one is added.
 * Until {@link #complete} it says "maybe" to every key. Any number of threads may ask while others add; who is to see a key
 * asks after its adder published it.
 */
final class TopFilter {
    private static final int BITS_PER_KEY = 12;
    private static final int PROBES = 7;
    private static final int BLOCK_LONGS = 8;
    private static final int GROWTH = 4;
    private static final int FORMAT = 1;
    private static final VarHandle BITS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final long bytesMax;
    private volatile long[][] parts;
    // Keys in the last part; guarded by this.
    private long count;
    private volatile boolean complete;

    /**
     * An empty filter.
     *
     * @param keysExpected room to begin with
     * @param bytesMax beyond this it does not grow, and is wrong more often
     */
    TopFilter(long keysExpected, long bytesMax) {
        this.bytesMax = bytesMax;
        this.parts = new long[][] {part(Math.min(keysExpected * BITS_PER_KEY / 8, bytesMax))};
    }

    /** False if the key was certainly never added. */
    boolean mayContain(byte[] key) {
        return !complete || contains(parts, hash(key));
    }

    /** True if a "no" can be had. */
    boolean isComplete() {
        return complete;
    }

    /** From now on a key that was not added is not there. */
    void complete() {
        complete = true;
    }

    synchronized void add(byte[] key) {
        long hash = hash(key);
        long[][] current = parts;
        if (contains(current, hash)) {
            return;
        }
        long[] last = current[current.length - 1];
        if (count >= capacity(last) && bytes() + GROWTH * 8L * last.length <= bytesMax) {
            last = part(GROWTH * 8L * last.length);
            current = Arrays.copyOf(current, current.length + 1);
            current[current.length - 1] = last;
            parts = current;
            count = 0;
        }
        int block = block(last, hash);
        long probes = probes(hash);
        for (int i = 0; i < PROBES; i++, probes >>>= 9) {
            int at = block + ((int) probes >>> 6 & 7);
            BITS.setOpaque(last, at, (long) BITS.getOpaque(last, at) | 1L << probes);
        }
        count++;
    }

    /** Memory that the bits take. */
    long bytes() {
        return bytes(parts);
    }

    synchronized void write(DataOutputStream out) throws IOException {
        out.writeInt(FORMAT);
        out.writeLong(count);
        out.writeInt(parts.length);
        for (long[] part : parts) {
            out.writeInt(part.length);
            for (long bits : part) {
                out.writeLong(bits);
            }
        }
    }

    /** A complete filter as {@link #write} wrote it; null if it is of another form or needs more memory than allowed. */
    static @Nullable TopFilter read(DataInputStream in, long bytesMax) throws IOException {
        if (in.readInt() != FORMAT) {
            return null;
        }
        TopFilter filter = new TopFilter(0, bytesMax);
        filter.count = in.readLong();
        long[][] parts = new long[in.readInt()][];
        long bytes = 0;
        for (int i = 0; i < parts.length; i++) {
            int length = in.readInt();
            bytes += 8L * length;
            if (bytes > bytesMax) {
                return null;
            }
            parts[i] = new long[length];
            for (int j = 0; j < length; j++) {
                parts[i][j] = in.readLong();
            }
        }
        filter.parts = parts;
        filter.complete();
        return filter;
    }

    private static boolean contains(long[][] parts, long hash) {
        for (int i = parts.length - 1; i >= 0; i--) {
            if (contains(parts[i], hash)) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(long[] part, long hash) {
        int block = block(part, hash);
        long probes = probes(hash);
        for (int i = 0; i < PROBES; i++, probes >>>= 9) {
            long bits = (long) BITS.getOpaque(part, block + ((int) probes >>> 6 & 7));
            if ((bits >>> probes & 1) == 0) {
                return false;
            }
        }
        return true;
    }

    private static long[] part(long bytes) {
        long blocks = Math.clamp(bytes / (8 * BLOCK_LONGS), 1, Integer.MAX_VALUE / BLOCK_LONGS - 1);
        return new long[(int) blocks * BLOCK_LONGS];
    }

    private static long capacity(long[] part) {
        return 64L * part.length / BITS_PER_KEY;
    }

    private static long bytes(long[][] parts) {
        return 8 * Arrays.stream(parts).mapToLong(part -> part.length).sum();
    }

    /** The first long of the cache line that a hash belongs to. */
    private static int block(long[] part, long hash) {
        return (int) Math.unsignedMultiplyHigh(hash, part.length / BLOCK_LONGS) * BLOCK_LONGS;
    }

    /** Seven times 9 bits that say which bits of the line belong to a hash. */
    private static long probes(long hash) {
        return mix(hash);
    }

    private static long hash(byte[] key) {
        long hash = key.length;
        int i = 0;
        for (; i + 8 <= key.length; i += 8) {
            hash = mix(hash ^ (long) LONG.get(key, i));
        }
        long rest = 0;
        for (; i < key.length; i++) {
            rest = rest << 8 | key[i] & 0xff;
        }
        return mix(hash ^ rest);
    }

    /** A bijection that spreads every bit over all (the finaliser of MurmurHash3). */
    private static long mix(long bits) {
        long a = (bits ^ bits >>> 33) * 0xff51afd7ed558ccdL;
        long b = (a ^ a >>> 33) * 0xc4ceb9fe1a85ec53L;
        return b ^ b >>> 33;
    }
}

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
 * A blocked Bloom filter over the keys of the top layer, with a false-positive rate of about 1%. Each key sets 7 bits within one
 * cache line. When a part is full, a part of four times its size is added. Until {@link #complete} is called, every key may be
 * contained. Thread-safe; a reader is certain to see a key only after the adding thread has published it.
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
     * Creates an empty filter.
     *
     * @param keysExpected initial capacity
     * @param bytesMax maximum size; a filter that cannot grow further has more false positives
     */
    TopFilter(long keysExpected, long bytesMax) {
        this.bytesMax = bytesMax;
        this.parts = new long[][] {part(Math.min(keysExpected * BITS_PER_KEY / 8, bytesMax))};
    }

    /** Returns false if the key was certainly not added. */
    boolean mayContain(byte[] key) {
        return !complete || contains(parts, hash(key));
    }

    /** Returns whether the filter is complete, so that it can exclude keys. */
    boolean isComplete() {
        return complete;
    }

    /** Marks the filter as complete: all keys of the layer have been added. */
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

    /** Returns the memory used by the filter in bytes. */
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

    /** Reads a complete filter. Returns null if it has another format or is larger than {@code bytesMax}. */
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

    /** Returns the index of the first long of the cache line for a hash. */
    private static int block(long[] part, long hash) {
        return (int) Math.unsignedMultiplyHigh(hash, part.length / BLOCK_LONGS) * BLOCK_LONGS;
    }

    /** Returns seven times 9 bits that select the bits for a hash in its cache line. */
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

    /** Mixes the bits with the finalizer of MurmurHash3. */
    private static long mix(long bits) {
        long a = (bits ^ bits >>> 33) * 0xff51afd7ed558ccdL;
        long b = (a ^ a >>> 33) * 0xc4ceb9fe1a85ec53L;
        return b ^ b >>> 33;
    }
}

package dev.drover.store;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The header of a journal segment: format and version (8 bytes), number of the segment (4), length of the previous segment (8)
 * and a checksum of these fields (4), all big-endian.
 */
record SegmentHeader(int segment, long previousLength) {
    static final int LENGTH = 24;

    private static final long FORMAT = 0x44726f7665720000L; // "Drover" and two bytes of version
    private static final int VERSION = 1;

    ByteBuffer encode() {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH)
                .putLong(FORMAT | VERSION)
                .putInt(segment)
                .putLong(previousLength);
        return bytes.putInt(checksum(bytes)).flip();
    }

    /** Reads the header of a file. Returns null if it is missing, truncated or damaged. */
    static @Nullable SegmentHeader read(StoreFile file) {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
        if (!file.read(bytes, 0)) {
            return null;
        }
        bytes.flip();
        long format = bytes.getLong();
        if ((format & ~0xffffL) == FORMAT && (format & 0xffff) > VERSION) {
            throw new StoreException(file.path() + " was written by a newer version of Drover: run that version, or"
                    + " use a different --datadir");
        }
        SegmentHeader header = new SegmentHeader(bytes.getInt(), bytes.getLong());
        return format == (FORMAT | VERSION) && checksum(bytes) == bytes.getInt() ? header : null;
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(0, LENGTH - 4));
        return (int) crc.getValue();
    }
}

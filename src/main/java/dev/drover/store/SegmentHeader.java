package dev.drover.store;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * How a segment of the journal begins: 8 bytes that name the format and its version, 4 of the segment's number, 8 of the
 * length of the segment before it, 4 of the checksum of all that; big-endian.
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

    /** The header at the beginning of a file; null if it is none, cut or damaged. */
    static @Nullable SegmentHeader read(StoreFile file) {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
        if (!file.read(bytes, 0)) {
            return null;
        }
        bytes.flip();
        long format = bytes.getLong();
        if ((format & ~0xffffL) == FORMAT && (format & 0xffff) > VERSION) {
            throw new StoreException(file.path() + " was written by a newer version of Drover: start that one, or use"
                    + " another --datadir");
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

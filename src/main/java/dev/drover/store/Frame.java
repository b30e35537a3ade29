package dev.drover.store;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The encoding of one batch in the journal. Numbers are big-endian and 4 bytes long unless noted otherwise:
 *
 * <pre>
 * magic | length of the frame | sequence (8 bytes) | number of ops
 * per op: length of the key | length of the value, -1 for a delete | key | value
 * CRC-32C of everything before it
 * </pre>
 */
final class Frame {
    static final int HEADER_LENGTH = 20;
    static final int OP_LENGTH = 8;
    static final int TRAILER_LENGTH = 4;

    private static final int MAGIC = 0x42415443; // "BATC"
    private static final int DELETE = -1;

    private Frame() {}

    static long length(List<Write> writes) {
        long length = HEADER_LENGTH + TRAILER_LENGTH;
        for (Write write : writes) {
            byte[] value = write.value();
            length += OP_LENGTH + write.key().length + (value == null ? 0 : value.length);
        }
        return length;
    }

    static void putHeader(ByteBuffer target, long length, long sequence, int opCount) {
        target.putInt(MAGIC).putInt((int) length).putLong(sequence).putInt(opCount);
    }

    static void putOp(ByteBuffer target, Write write) {
        byte[] value = write.value();
        target.putInt(write.key().length).putInt(value == null ? DELETE : value.length);
    }

    /** Returns the slot for a value that is written at {@code offset}. */
    static byte[] slot(int segment, long offset, byte[] value) {
        return value.length <= Slot.INLINE_MAX ? Slot.inline(value) : Slot.pointer(segment, offset, value);
    }

    /**
     * Reads the frame that begins at a position and has the next sequence number. Returns null if there is none, or if it is
     * truncated or damaged.
     */
    static @Nullable ByteBuffer read(StoreFile file, JournalPosition at, long fileLength) {
        ByteBuffer header = ByteBuffer.allocate(HEADER_LENGTH);
        if (!file.read(header, at.offset())) {
            return null;
        }
        header.flip();
        int magic = header.getInt();
        int length = header.getInt();
        long sequence = header.getLong();
        if (magic != MAGIC
                || sequence != at.sequence() + 1
                || length < HEADER_LENGTH + TRAILER_LENGTH
                || length > fileLength - at.offset()) {
            return null;
        }
        byte[] frame = new byte[length];
        if (!file.read(ByteBuffer.wrap(frame), at.offset())) {
            return null;
        }
        CRC32C crc = new CRC32C();
        crc.update(frame, 0, length - TRAILER_LENGTH);
        ByteBuffer bytes = ByteBuffer.wrap(frame);
        return bytes.getInt(length - TRAILER_LENGTH) == (int) crc.getValue() ? bytes : null;
    }

    /** Decodes the keys and slots of a frame returned by {@link #read}. */
    static Run decode(ByteBuffer frame, JournalPosition at) {
        int count = frame.getInt(HEADER_LENGTH - 4);
        byte[][] keys = new byte[count][];
        byte[][] slots = new byte[count][];
        frame.position(HEADER_LENGTH);
        for (int i = 0; i < count; i++) {
            keys[i] = new byte[frame.getInt()];
            int valueLength = frame.getInt();
            frame.get(keys[i]);
            if (valueLength == DELETE) {
                slots[i] = Slot.deleted();
            } else {
                long offset = at.offset() + frame.position();
                byte[] value = new byte[valueLength];
                frame.get(value);
                slots[i] = slot(at.segment(), offset, value);
            }
        }
        return Run.of(keys, slots);
    }
}

package dev.drover.store;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What the writable layer holds under a key: one tag byte, then nothing (deleted), the value itself (short ones), or where
 * the value lies in the journal: segment, offset, length, checksum, 4 bytes each, big-endian.
 */
final class Slot {
    /** Values up to this length lie in the slot: a pointer would be no shorter by much. */
    static final int INLINE_MAX = 64;

    private static final byte DELETED = 0;
    private static final byte INLINE = 1;
    private static final byte POINTER = 2;
    private static final int POINTER_LENGTH = 17;
    private static final byte[] MARKER = {DELETED};

    /**
     * Where a value lies.
     *
     * @param offset of its first byte in the segment
     * @param checksum CRC-32C of its bytes
     */
    record Pointer(int segment, long offset, int length, int checksum) {}

    private Slot() {}

    /** The marker of a deleted key. Shared: not to be changed. */
    static byte[] deleted() {
        return MARKER;
    }

    static byte[] inline(byte[] value) {
        byte[] slot = new byte[value.length + 1];
        slot[0] = INLINE;
        System.arraycopy(value, 0, slot, 1, value.length);
        return slot;
    }

    static byte[] pointer(int segment, long offset, byte[] value) {
        return ByteBuffer.allocate(POINTER_LENGTH)
                .put(POINTER)
                .putInt(segment)
                .putInt((int) offset)
                .putInt(value.length)
                .putInt(checksum(value))
                .array();
    }

    static boolean isDeleted(byte[] slot) {
        return slot.length > 0 && slot[0] == DELETED;
    }

    static boolean isInline(byte[] slot) {
        return slot.length > 0 && slot[0] == INLINE;
    }

    /** The value of an inline slot. */
    static byte[] inlineValue(byte[] slot) {
        return TopKeys.stripped(slot);
    }

    /** False if a slot that is not deleted certainly holds another value. */
    static boolean mayHold(byte[] slot, byte[] value) {
        if (isInline(slot)) {
            return slot.length == value.length + 1;
        }
        Pointer pointer = decodePointer(slot);
        return pointer.length == value.length && pointer.checksum == checksum(value);
    }

    /** Where the value of a slot lies that is neither deleted nor inline. */
    static Pointer decodePointer(byte[] slot) {
        if (slot.length != POINTER_LENGTH || slot[0] != POINTER) {
            throw new StoreException("the index is damaged: a slot of " + slot.length + " bytes is of no known form");
        }
        ByteBuffer bytes = ByteBuffer.wrap(slot, 1, POINTER_LENGTH - 1);
        return new Pointer(bytes.getInt(), Integer.toUnsignedLong(bytes.getInt()), bytes.getInt(), bytes.getInt());
    }

    static int checksum(byte[] value) {
        CRC32C crc = new CRC32C();
        crc.update(value);
        return (int) crc.getValue();
    }
}

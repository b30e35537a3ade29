package dev.drover.store;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The entry of a key in the top layer: a tag byte followed by nothing (deleted), the value itself (if it is short), or a pointer
 * to the value in the journal (segment, offset, length and checksum, 4 bytes each, big-endian).
 */
final class Slot {
    /** Maximum length of a value stored in the slot itself; a pointer would not be much shorter. */
    static final int INLINE_MAX = 64;

    private static final byte DELETED = 0;
    private static final byte INLINE = 1;
    private static final byte POINTER = 2;
    private static final int POINTER_LENGTH = 17;
    private static final byte[] MARKER = {DELETED};

    /**
     * The location of a value in the journal.
     *
     * @param offset of the first byte in the segment
     * @param checksum CRC-32C of the value
     */
    record Pointer(int segment, long offset, int length, int checksum) {}

    private Slot() {}

    /** Returns the slot of a deleted key. The array is shared and must not be modified. */
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

    /** Returns the value of an inline slot. */
    static byte[] inlineValue(byte[] slot) {
        return TopKeys.stripped(slot);
    }

    /** Returns false if the slot, which is not deleted, certainly has a different value. */
    static boolean mayHold(byte[] slot, byte[] value) {
        if (isInline(slot)) {
            return slot.length == value.length + 1;
        }
        Pointer pointer = decodePointer(slot);
        return pointer.length == value.length && pointer.checksum == checksum(value);
    }

    /** Decodes a slot that is neither deleted nor inline. */
    static Pointer decodePointer(byte[] slot) {
        if (slot.length != POINTER_LENGTH || slot[0] != POINTER) {
            throw new StoreException("the index is damaged: a slot of " + slot.length + " bytes has an unknown format");
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

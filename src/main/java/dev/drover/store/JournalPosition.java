package dev.drover.store;

import java.nio.ByteBuffer;

/**
 * The end of a batch in the {@link Journal}.
 *
 * @param segment number of the file, counted from 1
 * @param offset in the file, just after the batch
 * @param sequence number of the batch, counted from 1
 */
record JournalPosition(int segment, long offset, long sequence) {
    /** The position before the first batch. */
    static final JournalPosition START = new JournalPosition(1, SegmentHeader.LENGTH, 0);

    private static final int LENGTH = 20;

    byte[] encode() {
        return ByteBuffer.allocate(LENGTH)
                .putInt(segment)
                .putLong(offset)
                .putLong(sequence)
                .array();
    }

    static JournalPosition decode(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new StoreException(
                    "the index is damaged: a journal position has " + LENGTH + " bytes, not " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new JournalPosition(buffer.getInt(), buffer.getLong(), buffer.getLong());
    }
}

package dev.drover.ingest;

import org.jspecify.annotations.Nullable;

/** Rereads records of the data topic, for a batch that was dropped from memory before its commit. */
public interface EarlierRecords {
    /** Accepts the records that are read again. */
    @FunctionalInterface
    interface Visitor {
        /**
         * Accepts a record.
         *
         * @param value the record's value, or null if it has none
         * @return false to end the reading
         */
        boolean take(long offset, byte @Nullable [] value);
    }

    /**
     * Passes the records from {@code first} to {@code last}, both inclusive, to the visitor in order. Blocks.
     *
     * @return false if the topic no longer holds record {@code first}; in this case the visitor is not called
     */
    boolean read(long first, long last, Visitor visitor);
}

package dev.drover.ingest;

import org.jspecify.annotations.Nullable;

/** Reads records of the data topic a second time, for a batch that did not stay in memory until its commit. */
public interface EarlierRecords {
    /** Takes one record. */
    @FunctionalInterface
    interface Visitor {
        /**
         * Takes a record, with null for one without a value.
         *
         * @return false to end the reading
         */
        boolean take(long offset, byte @Nullable [] value);
    }

    /**
     * Hands the records from {@code first} to {@code last}, both included, to the visitor in order. Blocks.
     *
     * @return false if the topic does not hold record {@code first} any more; then the visitor got nothing
     */
    boolean read(long first, long last, Visitor visitor);
}

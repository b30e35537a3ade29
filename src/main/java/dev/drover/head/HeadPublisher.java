package dev.drover.head;

import org.jspecify.annotations.Nullable;

/** Serves and announces the heads that the tracker has applied: immediately, or when a pool has released them. */
public interface HeadPublisher extends ServedHeads, AutoCloseable {
    /**
     * Accepts a new head of the tracker whose data is in the store. Called on ingest's thread.
     *
     * @param next the head; its retain count passes to this object
     * @param change the change that led to it, or null for the head that was found at the start
     */
    void applied(ServedHead next, @Nullable HeadChange change);

    /** Starts publishing, after the replica has been assembled. Blocks; throws if it cannot start. */
    default void start() {
        // Nothing to start by default.
    }

    /** Stops serving and releases all views. */
    @Override
    void close();
}

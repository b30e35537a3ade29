package dev.drover.head;

import org.jspecify.annotations.Nullable;

/** Takes the heads that the tracker applied, and serves and announces them: at once, or when others have agreed. */
public interface HeadPublisher extends ServedHeads, AutoCloseable {
    /**
     * The tracker has a new head, and all that belongs to it is in the store. Ingest's thread.
     *
     * @param next its count passes to this object
     * @param change what led to it; null for the head that was found at the start
     */
    void applied(ServedHead next, @Nullable HeadChange change);

    /** The replica is put together and reads its topic: begin. Blocks; throws if it cannot. */
    default void start() {
        // Most have nothing to begin.
    }

    /** Serves nothing any more and frees all views. */
    @Override
    void close();
}

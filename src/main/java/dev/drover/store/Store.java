package dev.drover.store;

import org.jspecify.annotations.Nullable;

/**
 * A writable layer over read-only ones. Reads may come from any thread; writes from one thread at a time. Which engine holds
 * the bytes, and whether keys and values lie in one place, is known to this package alone.
 *
 * <p>Beside the users' keys a store keeps the owner's own records under short names. They live in a key space that no user's
 * key reaches, are written in the same atomic batch, and exist in the writable layer only.
 */
public interface Store extends KeyValues, AutoCloseable {
    /** A consistent view of now, with one count that belongs to the caller. */
    ReadView view();

    /** The owner's record of that name, or null. */
    byte @Nullable [] own(String name);

    /**
     * Writes the whole batch or nothing. With {@code sync} it has reached the disk on return; without, it survives the end of
     * the process but not of the machine, and then the store falls back to the end of an earlier batch, never between two.
     * Throws {@link StoreException} if the disk is full or the engine fails; then nothing of the batch is visible.
     */
    void apply(Batch batch, boolean sync);

    /** Closes everything; views and cursors still open turn into errors, never into crashes. A second call does nothing. */
    @Override
    void close();
}

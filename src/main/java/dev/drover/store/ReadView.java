package dev.drover.store;

/**
 * A consistent view of the store as of the moment when the view was opened. Views are reference-counted: the caller that opens
 * a view holds one reference, and releasing the last one frees the view. Reading a freed view throws {@link StoreException}.
 * Thread-safe.
 */
public interface ReadView extends KeyValues {
    /** Adds a reference. Returns false if the view is already freed. */
    boolean retain();

    /** Releases a reference. */
    void release();
}

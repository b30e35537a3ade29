package dev.drover.store;

import org.jspecify.annotations.Nullable;

/**
 * A key-value store with a writable layer over read-only layers. Any thread may read; one thread at a time may write. The storage
 * engine and the layout of keys and values are internal to this package.
 *
 * <p>Besides the chain's data, the store keeps this replica's own records, such as its Kafka position, under short names. They
 * have a separate key space, are written in the same atomic batches and exist only in the writable layer.
 */
public interface Store extends KeyValues, AutoCloseable {
    /** Opens a consistent view of the current contents. The caller holds one reference and must release it. */
    ReadView view();

    /** Returns the replica's own record of that name, or null if there is none. */
    byte @Nullable [] own(String name);

    /**
     * Writes the whole batch or nothing. With {@code sync} the batch has reached the disk on return. Without it, the batch
     * survives the end of the process but not a crash of the machine; after that, the store contains all batches up to some
     * earlier one. Throws {@link StoreException} if the disk is full or the storage engine fails; then no part of the batch is
     * visible.
     */
    void apply(Batch batch, boolean sync);

    /** Closes the store. Views and cursors that are still open throw {@link StoreException} from then on. A second call does
     * nothing.
     */
    @Override
    void close();
}

package dev.drover.state;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.drover.chain.Hash;
import dev.drover.store.KeyValues;
import dev.drover.store.Schema;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The states of all blocks, read through one cache of trie nodes and code. Entries are identified by the hash of their content,
 * so they are valid for every block. Thread-safe.
 */
public final class States {
    /** Approximate memory overhead of an entry. */
    private static final int ENTRY_BYTES = 144;

    private final Cache<Hash, byte[]> cache;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    /** @param cacheMaxBytes memory for nodes and code; 0 disables the cache */
    public States(long cacheMaxBytes) {
        cache = Caffeine.newBuilder()
                .maximumWeight(cacheMaxBytes)
                .weigher((Hash hash, byte[] content) -> content.length + ENTRY_BYTES)
                .build();
    }

    /** Returns the state with this root in a store. Its methods may read from disk. */
    public StoredState at(KeyValues store, Hash root) {
        return new StoredState(root, hash -> cached(store, hash), codeHash -> code(store, codeHash));
    }

    /**
     * Returns the state with this root, limited to the cache: its methods throw {@link NotInMemoryException} if the data is not
     * cached. They do not block and may be called on event loops.
     */
    public StoredState inMemory(Hash root) {
        return new StoredState(root, this::inMemoryOnly, this::inMemoryOnly);
    }

    /** Returns the number of nodes and codes found in the cache. */
    public long hits() {
        return hits.sum();
    }

    /** Returns the number of nodes and codes read from the store. */
    public long misses() {
        return misses.sum();
    }

    /** Returns the current size of the cache in bytes. */
    public long bytes() {
        return cache.policy()
                .eviction()
                .map(eviction -> eviction.weightedSize().orElse(0))
                .orElse(0L);
    }

    private byte[] inMemoryOnly(Hash hash) {
        byte[] content = known(hash);
        if (content == null) {
            throw new NotInMemoryException();
        }
        return content;
    }

    private byte @Nullable [] cached(KeyValues store, Hash hash) {
        byte[] content = known(hash);
        return content == null ? loaded(hash, store.get(hash.toBytes())) : content;
    }

    private byte @Nullable [] code(KeyValues store, Hash hash) {
        byte[] content = known(hash);
        if (content != null) {
            return content;
        }
        byte[] code = store.get(Schema.code(hash));
        // Databases of geth before 1.9.22 store code under its bare hash, like nodes.
        return loaded(hash, code == null ? store.get(hash.toBytes()) : code);
    }

    private byte @Nullable [] known(Hash hash) {
        byte[] content = cache.getIfPresent(hash);
        if (content != null) {
            hits.increment();
        }
        return content;
    }

    private byte @Nullable [] loaded(Hash hash, byte @Nullable [] content) {
        misses.increment();
        if (content != null) {
            cache.put(hash, content);
        }
        return content;
    }
}

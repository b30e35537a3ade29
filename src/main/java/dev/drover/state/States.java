package dev.drover.state;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.drover.chain.Hash;
import dev.drover.store.KeyValues;
import dev.drover.store.Schema;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The states of all blocks, read through one cache of trie nodes and code. Both are named by the hash of their content, so
 * what is in the cache is right whatever block is read. Any thread.
 */
public final class States {
    /** What an entry takes besides its bytes. */
    private static final int ENTRY_BYTES = 144;

    private final Cache<Hash, byte[]> cache;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    /** @param cacheMaxBytes memory for nodes and code; 0 keeps none */
    public States(long cacheMaxBytes) {
        cache = Caffeine.newBuilder()
                .maximumWeight(cacheMaxBytes)
                .weigher((Hash hash, byte[] content) -> content.length + ENTRY_BYTES)
                .build();
    }

    /** The state with this root as a store has it. May touch the disk. */
    public StoredState at(KeyValues store, Hash root) {
        return new StoredState(root, hash -> cached(store, hash), codeHash -> code(store, codeHash));
    }

    /**
     * The state with this root as far as it is in memory: reads throw {@link NotInMemoryException} where it is not. Good for
     * event loops.
     */
    public StoredState inMemory(Hash root) {
        return new StoredState(root, this::inMemoryOnly, this::inMemoryOnly);
    }

    /** Nodes and code found in the cache so far. */
    public long hits() {
        return hits.sum();
    }

    /** Nodes and code read from the store so far. */
    public long misses() {
        return misses.sum();
    }

    /** Memory that the cache takes now, in bytes. */
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
        // Databases of before geth 1.9.22 hold code as they hold nodes.
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

package dev.drover.ingest;

import dev.drover.chain.ChainConfig;
import dev.drover.store.Schema;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores the data that no hash proves: the last readable chain config and the first genesis allocation. Not thread-safe.
 */
final class ConfigIntake {
    private static final Logger log = LoggerFactory.getLogger(ConfigIntake.class);

    private final IngestStats stats;
    private final RareLog unreadable = new RareLog(log, "chain configs that cannot be read");

    ConfigIntake(IngestStats stats) {
        this.stats = stats;
    }

    /**
     * Processes one write.
     *
     * @param value null for a delete, which has no effect
     */
    void take(Source source, byte[] key, byte @Nullable [] value, PendingView pending) {
        byte[] before = pending.get(key);
        if (value == null || Arrays.equals(before, value)) {
            return;
        }
        if (!startsWith(key, Schema.CONFIG_PREFIX)) {
            if (before == null) {
                pending.put(key, value);
            }
            return;
        }
        try {
            ChainConfig.parse(value);
        } catch (IllegalArgumentException e) {
            stats.malformed.increment();
            unreadable.warn("Dropped a chain config at {} that cannot be read. The one before stays in use", source);
            return;
        }
        if (before != null) {
            log.warn("A master changed the chain's config at {}: was it upgraded?", source);
        }
        pending.put(key, value);
    }

    private static boolean startsWith(byte[] key, byte[] prefix) {
        return Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }
}

package dev.drover.rpc.filter;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** How far filters were polled here, until they expire. Any thread. */
public final class FilterPositions {
    /** As in geth; from the last poll on. */
    private static final Duration LIFE = Duration.ofMinutes(5);

    private final InstantSource clock;
    private final Cache<Hash, Position> positions;

    /**
     * What was told to a filter's client.
     *
     * @param block the chain up to this block
     * @param millis when it polled last
     * @param at position of the head that was served then; -1: unknown
     * @param gone whether it is uninstalled
     */
    record Position(BlockId block, long millis, long at, boolean gone) {}

    /** @param most how many filters are remembered; the longest unused is forgotten first */
    public FilterPositions(InstantSource clock, int most) {
        this.clock = clock;
        // Longer than a filter lives: what is forgotten must not begin anew.
        this.positions = Caffeine.newBuilder()
                .maximumSize(most)
                .ticker(() -> clock.millis() * 1_000_000)
                .expireAfterWrite(LIFE.multipliedBy(2))
                .build();
    }

    /** Now, in milliseconds since 1970. */
    long now() {
        return clock.millis();
    }

    /** Where a filter's client is; null if the filter has expired or is uninstalled. */
    @Nullable Position find(String text, FilterId id) {
        Position last = positions.getIfPresent(key(text));
        Position position = last == null ? new Position(id.made(), id.madeSeconds() * 1_000, -1, false) : last;
        boolean expired = now() - position.millis() > LIFE.toMillis();
        return expired || position.gone() ? null : position;
    }

    /** The client knows the chain up to here, whatever was said before. */
    void set(String text, Position position) {
        positions.put(key(text), position);
    }

    /**
     * The client is about to be told what lies between two positions. False if another poll of the same filter was faster, and
     * tells it: this one must not.
     */
    boolean move(String text, Position from, Position to) {
        return positions.asMap().putIfAbsent(key(text), to) == null
                || positions.asMap().replace(key(text), from, to);
    }

    /** The client wants no more. */
    void uninstall(String text, Position last) {
        positions.put(key(text), new Position(last.block(), now(), last.at(), true));
    }

    private static Hash key(String text) {
        return Hash.keccak(text.getBytes(StandardCharsets.US_ASCII));
    }
}

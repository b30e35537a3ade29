package dev.drover.rpc.filter;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.chain.Head;
import dev.drover.rlp.RlpException;
import dev.drover.rlp.RlpReader;
import dev.drover.rlp.RlpWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The positions up to which filters were polled at this replica and, in a pool, at others, until the filters expire.
 * Any thread.
 */
public final class FilterPositions {
    /** The lifetime of a filter after its last poll, as in geth. */
    private static final Duration LIFE = Duration.ofMinutes(5);

    /**
     * The time for which positions are kept. It exceeds the lifetime of a filter, so that an expired filter does not
     * start again.
     */
    public static final Duration KEPT = LIFE.multipliedBy(2);

    private static final long NOTE_MILLIS = 60_000;
    private static final int VERSION = 1;

    private final InstantSource clock;
    private final Consumer<byte[]> others;
    private final Cache<Hash, Position> positions;

    /**
     * The state that a filter's client knows.
     *
     * @param block the block up to which the client knows the chain
     * @param millis the time of the last poll, milliseconds since 1970
     * @param at the position of the head that was served then, which orders two states
     * @param turn the number of earlier polls that were answered at that head
     * @param gone whether the filter is uninstalled
     */
    record Position(BlockId block, long millis, long at, int turn, boolean gone) {
        Position(BlockId block, long millis, long at) {
            this(block, millis, at, 0, false);
        }

        /** Returns the state after a poll that reports everything up to {@code head}. */
        Position next(Head head, long nowMillis) {
            return new Position(head.id(), nowMillis, head.position(), at == head.position() ? turn + 1 : 0, false);
        }

        /** Returns the state after the same poll if it reported only the blocks up to this one. */
        Position only(BlockId upTo) {
            return new Position(upTo, millis, at, turn, false);
        }

        private Position uninstalled(long nowMillis) {
            return new Position(block, nowMillis, at, turn, true);
        }

        private Position polled(long whenMillis) {
            return new Position(block, Math.max(millis, whenMillis), at, turn, gone);
        }

        private boolean isLaterThan(Position other) {
            return gone || !other.gone && (at > other.at || at == other.at && turn > other.turn);
        }
    }

    /**
     * @param most the maximum number of filters; the least recently used ones are dropped first
     * @param others receives notes to be passed to {@link #heard} of the other replicas; called on any thread, must not
     *     block
     */
    public FilterPositions(InstantSource clock, int most, Consumer<byte[]> others) {
        this.clock = clock;
        this.others = others;
        this.positions = Caffeine.newBuilder()
                .maximumSize(most)
                .ticker(() -> clock.millis() * 1_000_000)
                .expireAfterWrite(KEPT)
                .build();
    }

    /** Returns the positions of a replica that is not in a pool. */
    public static FilterPositions alone(InstantSource clock, int most) {
        return new FilterPositions(clock, most, note -> {});
    }

    /** Returns the current time in milliseconds since 1970. */
    long now() {
        return clock.millis();
    }

    /** Returns the state of a filter's client, or null if the filter has expired or is uninstalled. */
    @Nullable Position find(String text, FilterId id) {
        Position last = positions.getIfPresent(key(text));
        Position position = last == null ? new Position(id.made(), id.madeSeconds() * 1_000, id.at()) : last;
        boolean expired = now() - position.millis() > LIFE.toMillis();
        return expired || position.gone() ? null : position;
    }

    /** Sets the state of a client, whatever it was before, unless the filter was uninstalled meanwhile. */
    void set(String text, Position position) {
        positions.asMap().merge(key(text), position, (last, now) -> last.gone() ? last : now);
    }

    /**
     * Moves a filter from one state to another before the response is written. Returns false if a concurrent poll of
     * the same filter was faster and reports the same changes; this poll must then report nothing.
     */
    boolean move(String text, Position from, Position to) {
        return positions.asMap().putIfAbsent(key(text), to) == null
                || positions.asMap().replace(key(text), from, to);
    }

    /** Uninstalls a filter at all replicas. */
    void uninstall(String text, Position last) {
        Position gone = last.uninstalled(now());
        positions.put(key(text), gone);
        others.accept(note(key(text), gone));
    }

    /**
     * Sends a note to the other replicas after a response was written, if it reported something or the last note is
     * old.
     */
    void share(String text, Position from, Position to) {
        if (!to.block().equals(from.block()) || to.millis() / NOTE_MILLIS != from.millis() / NOTE_MILLIS) {
            others.accept(note(key(text), to));
        }
    }

    /** Applies a note of a replica, this one or another. Malformed and outdated notes are ignored. */
    public void heard(byte[] note) {
        try {
            RlpReader in = RlpReader.listOf(note);
            if (in.uint64() != VERSION) {
                return;
            }
            Hash key = Hash.of(in.bytes(Hash.LENGTH));
            BlockId block = new BlockId(in.uint64(), Hash.of(in.bytes(Hash.LENGTH)));
            Position received =
                    new Position(block, in.uint64(), in.uint64() - 1, Math.toIntExact(in.uint64()), in.uint64() != 0);
            positions.asMap().merge(key, received, FilterPositions::later);
        } catch (RlpException | ArithmeticException e) {
            // The note has an unknown format, so this replica continues from its own state.
        }
    }

    private static Position later(Position mine, Position received) {
        return received.isLaterThan(mine) ? received.polled(mine.millis()) : mine.polled(received.millis());
    }

    private static byte[] note(Hash key, Position position) {
        return new RlpWriter(128)
                .beginList()
                .uint64(VERSION)
                .bytes(key.toBytes())
                .uint64(position.block().number())
                .bytes(position.block().hash().toBytes())
                .uint64(position.millis())
                .uint64(position.at() + 1)
                .uint64(position.turn())
                .uint64(position.gone() ? 1 : 0)
                .endList()
                .toBytes();
    }

    private static Hash key(String text) {
        return Hash.keccak(text.getBytes(StandardCharsets.US_ASCII));
    }
}

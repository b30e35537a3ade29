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

/** How far filters were polled, here and, in a pool, elsewhere, until they expire. Any thread. */
public final class FilterPositions {
    /** As in geth; from the last poll on. */
    private static final Duration LIFE = Duration.ofMinutes(5);

    /** Longer than a filter lives: what is forgotten must not begin anew. */
    public static final Duration KEPT = LIFE.multipliedBy(2);

    private static final long NOTE_MILLIS = 60_000;
    private static final int VERSION = 1;

    private final InstantSource clock;
    private final Consumer<byte[]> others;
    private final Cache<Hash, Position> positions;

    /**
     * What was told to a filter's client.
     *
     * @param block the chain up to this block
     * @param millis when it polled last
     * @param at position of the head that was served then: which of two positions is the later one
     * @param turn how many polls before were answered at that head
     * @param gone whether it is uninstalled
     */
    record Position(BlockId block, long millis, long at, int turn, boolean gone) {
        Position(BlockId block, long millis, long at) {
            this(block, millis, at, 0, false);
        }

        /** The next poll tells what there is up to {@code head}. */
        Position next(Head head, long nowMillis) {
            return new Position(head.id(), nowMillis, head.position(), at == head.position() ? turn + 1 : 0, false);
        }

        /** The same poll, but not all was told: up to this block only. */
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
     * @param most how many filters are remembered; the longest unused is forgotten first
     * @param others takes notes for {@link #heard} of other replicas; any thread, must not block
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

    /** The positions of a replica that is in no pool. */
    public static FilterPositions alone(InstantSource clock, int most) {
        return new FilterPositions(clock, most, note -> {});
    }

    /** Now, in milliseconds since 1970. */
    long now() {
        return clock.millis();
    }

    /** Where a filter's client is; null if the filter has expired or is uninstalled. */
    @Nullable Position find(String text, FilterId id) {
        Position last = positions.getIfPresent(key(text));
        Position position = last == null ? new Position(id.made(), id.madeSeconds() * 1_000, id.at()) : last;
        boolean expired = now() - position.millis() > LIFE.toMillis();
        return expired || position.gone() ? null : position;
    }

    /** The client knows the chain up to here, whatever was said before; if it did not uninstall the filter meanwhile. */
    void set(String text, Position position) {
        positions.asMap().merge(key(text), position, (last, now) -> last.gone() ? last : now);
    }

    /**
     * The client is about to be told what lies between two positions. False if another poll of the same filter was faster, and
     * tells it: this one must not.
     */
    boolean move(String text, Position from, Position to) {
        return positions.asMap().putIfAbsent(key(text), to) == null
                || positions.asMap().replace(key(text), from, to);
    }

    /** The client wants no more, of any replica. */
    void uninstall(String text, Position last) {
        Position gone = last.uninstalled(now());
        positions.put(key(text), gone);
        others.accept(note(key(text), gone));
    }

    /** The client has been told: other replicas should know if that is news, or if they have heard nothing for a while. */
    void share(String text, Position from, Position to) {
        if (!to.block().equals(from.block()) || to.millis() / NOTE_MILLIS != from.millis() / NOTE_MILLIS) {
            others.accept(note(key(text), to));
        }
    }

    /** Takes a replica's note, of this one or another. What is no note, or an old one, changes nothing. */
    public void heard(byte[] note) {
        try {
            RlpReader in = RlpReader.listOf(note);
            if (in.uint64() != VERSION) {
                return;
            }
            Hash key = Hash.of(in.bytes(Hash.LENGTH));
            BlockId block = new BlockId(in.uint64(), Hash.of(in.bytes(Hash.LENGTH)));
            Position told =
                    new Position(block, in.uint64(), in.uint64() - 1, Math.toIntExact(in.uint64()), in.uint64() != 0);
            positions.asMap().merge(key, told, FilterPositions::later);
        } catch (RlpException | ArithmeticException e) {
            // Of another make: this replica goes on from what it knows.
        }
    }

    private static Position later(Position mine, Position told) {
        return told.isLaterThan(mine) ? told.polled(mine.millis()) : mine.polled(told.millis());
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

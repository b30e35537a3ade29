package dev.drover.ops;

import dev.drover.chain.Head;
import dev.drover.config.Units;
import dev.drover.head.HeadChange;
import dev.drover.head.ServedHeads;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the progress of a replica: its speed and remaining time while it catches up, then each new head and periodically its
 * status. Not thread-safe.
 */
public final class ProgressLog {
    /** Interval at which {@link #tick} must be called. */
    public static final Duration TICK = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger("Replica");
    private static final long CATCH_UP_EVERY_MILLIS = 8_000;
    private static final long STATUS_EVERY_MILLIS = 30_000;

    /**
     * The progress of ingest. All suppliers are thread-safe.
     *
     * @param caughtUp whether the topic was read to its end
     * @param offset offset of the newest record read, or -1 before the first
     * @param endOffset end offset of the topic as last reported by the broker, or -1 while it is unknown
     * @param recordTimeMillis timestamp of the newest record read, or 0 before the first
     * @param recordBytes number of bytes of the records read so far
     */
    public record Position(
            BooleanSupplier caughtUp,
            LongSupplier offset,
            LongSupplier endOffset,
            LongSupplier recordTimeMillis,
            LongSupplier recordBytes) {}

    private final ServedHeads heads;
    private final Position position;
    private final InstantSource clock;

    private long lastLineMillis;
    private long lastOffset;
    private long lastBytes;
    private boolean wasCaughtUp;

    /** Creates a log that measures speed from now on. */
    public ProgressLog(ServedHeads heads, Position position, InstantSource clock) {
        this.heads = heads;
        this.position = position;
        this.clock = clock;
        mark(clock.millis());
    }

    /** Logs a status line if one is due. */
    public void tick() {
        long now = clock.millis();
        boolean caughtUp = position.caughtUp.getAsBoolean();
        if (caughtUp != wasCaughtUp
                || now - lastLineMillis >= (caughtUp ? STATUS_EVERY_MILLIS : CATCH_UP_EVERY_MILLIS)) {
            if (caughtUp) {
                log.info("{}", status(now));
            } else {
                log.info("{}", catchingUp(now));
            }
            wasCaughtUp = caughtUp;
            mark(now);
        }
    }

    /** Logs a change of the head block after the replica has caught up. */
    public void head(HeadChange change) {
        if (!wasCaughtUp || !change.hasBlocks()) {
            return;
        }
        Head head = change.head();
        if (change.reverted().isEmpty()) {
            log.info("New head num={} hash={} blockAge={}", head.number(), head.hash(), age(head, clock.millis()));
        } else {
            log.info(
                    "New head after a reorg num={} hash={} blockAge={} reverted={} added={} epoch={}",
                    head.number(),
                    head.hash(),
                    age(head, clock.millis()),
                    change.reverted().size(),
                    change.added().size(),
                    head.epoch());
        }
    }

    private String status(long now) {
        Head head = heads.head();
        long recordTime = position.recordTimeMillis.getAsLong();
        return "Replica Sync num=" + (head == null ? "none" : head.number())
                + " hash=" + (head == null ? "none" : head.hash())
                + " blockAge=" + (head == null ? "none" : age(head, now))
                + " offset=" + position.offset.getAsLong()
                + " offsetAge=" + (recordTime == 0 ? "none" : seconds(now - recordTime))
                + " lag=" + (isEndKnown() ? lag() : "unknown");
    }

    private String catchingUp(long now) {
        double elapsed = Math.max(1, now - lastLineMillis) / 1000.0;
        double perSecond = (position.offset.getAsLong() - lastOffset) / elapsed;
        double megabytes = (position.recordBytes.getAsLong() - lastBytes) / elapsed / 1e6;
        Head head = heads.head();
        return String.format(
                Locale.ROOT,
                "Catching up offset=%d end=%s records/s=%.0f MB/s=%.1f eta=%s num=%s",
                position.offset.getAsLong(),
                isEndKnown() ? position.endOffset.getAsLong() : "unknown",
                perSecond,
                megabytes,
                perSecond > 0 && isEndKnown() ? seconds((long) (lag() / perSecond * 1000)) : "unknown",
                head == null ? "none" : head.number());
    }

    private boolean isEndKnown() {
        return position.endOffset.getAsLong() >= 0;
    }

    private long lag() {
        return Math.max(0, position.endOffset.getAsLong() - position.offset.getAsLong() - 1);
    }

    private void mark(long now) {
        lastLineMillis = now;
        lastOffset = position.offset.getAsLong();
        lastBytes = position.recordBytes.getAsLong();
    }

    private static String age(Head head, long nowMillis) {
        return seconds(nowMillis - head.timeSeconds() * 1000);
    }

    private static String seconds(long millis) {
        return millis < 0 ? "-" + seconds(-millis) : Units.format(Duration.ofSeconds(millis / 1000));
    }
}

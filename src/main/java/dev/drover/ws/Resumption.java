package dev.drover.ws;

import dev.drover.chain.BlockId;
import dev.drover.config.WsConfig;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Brings subscriptions of one client from a past block to the current head. It reads the missed steps from the store, a few
 * at a time and no faster than the client takes them, and reads on while the chain grows. Its owner stops it when it has
 * reached the fan-out. Runs on the session's event loop.
 */
final class Resumption {
    private static final long RETRY_MILLIS = 50;
    private static final long FIRST_LOOK_MILLIS = 4;

    private final Source source;
    private final WsConnection connection;
    private final Collection<Subscription> subscriptions;
    private final @Nullable Long deadlineNanos;
    private final Runnable progress;
    private BlockId at;
    private boolean running;
    private boolean stopped;

    /** The parts that all resumptions of an event loop share. */
    record Source(Vertx vertx, NoticeReader reader, WsStats stats, WsConfig.Limits limits) {}

    /**
     * @param at the last block that the client has seen
     * @param deadlineNanos when the client must be up to date, as {@link System#nanoTime}; null: no limit
     * @param progress called when what was read is sent; may {@link #stop} this
     */
    Resumption(
            Source source,
            WsConnection connection,
            Collection<Subscription> subscriptions,
            BlockId at,
            @Nullable Long deadlineNanos,
            Runnable progress) {
        this.source = source;
        this.connection = connection;
        this.subscriptions = List.copyOf(subscriptions);
        this.at = at;
        this.deadlineNanos = deadlineNanos;
        this.progress = progress;
    }

    Collection<Subscription> subscriptions() {
        return subscriptions;
    }

    /** Returns whether all its subscriptions have ended. */
    boolean ended() {
        return subscriptions.stream().allMatch(Subscription::ended);
    }

    /** Returns whether the client was sent everything up to this block, and nothing beyond it. */
    boolean isAt(@Nullable BlockId block) {
        return !running && at.equals(block);
    }

    /** Ends it: it reads and sends nothing more. */
    void stop() {
        stopped = true;
    }

    /** Sends the notices that remain of a step that ended at the block it begins at, then reads on. */
    void beginWith(List<UnsentNotice> rest) {
        running = true;
        MissedNotices notices = new MissedNotices(subscriptions, source.reader(), at);
        notices.addRestOfStep(rest);
        send(notices);
    }

    /** Reads the next steps and sends their notices, unless it is already doing so. */
    void readOn() {
        if (running || stopped || ended()) {
            return;
        }
        running = true;
        BlockId from = at;
        var context = source.vertx().getOrCreateContext();
        source.reader()
                .readAtHead(head -> {
                    MissedNotices notices = new MissedNotices(subscriptions, source.reader(), from);
                    MissedSteps.read(head, from, notices);
                    return notices;
                })
                .onComplete(read -> context.runOnContext(ignored -> {
                    if (read.succeeded()) {
                        source.stats().resumed(read.result().steps());
                        send(read.result());
                    } else if (!ended()) {
                        connection.lost();
                    }
                }));
    }

    private void send(MissedNotices notices) {
        send(notices, FIRST_LOOK_MILLIS, System.nanoTime(), connection.taken());
    }

    private void send(MissedNotices notices, long lookMillis, long movedNanos, long taken) {
        subscriptions.stream()
                .filter(each -> !each.ended())
                .findFirst()
                .ifPresent(any -> any.attempt(ignored -> sendNow(notices, lookMillis, movedNanos, taken)));
    }

    private void sendNow(MissedNotices notices, long lookMillis, long movedNanos, long taken) {
        Queue<UnsentNotice> unsent = notices.unsent();
        boolean some = false;
        while (!unsent.isEmpty()) {
            if (!connection.hasRoomFor(unsent.element().size())) {
                waitForRoom(notices, some ? FIRST_LOOK_MILLIS : lookMillis, movedNanos, taken);
                return;
            }
            unsent.remove().send();
            some = true;
        }
        running = false;
        at = notices.after();
        progress.run();
        if (notices.steps() > 0) {
            readOn();
        } else {
            // The store has no further step. Either the fan-out will reach this block, or a step will follow.
            source.vertx().setTimer(RETRY_MILLIS, ignored -> retry());
        }
    }

    private void retry() {
        if (!stopped && !running) {
            progress.run();
            readOn();
        }
    }

    /** Tries again later. Closes a client that takes nothing, or that is not up to date in time. */
    private void waitForRoom(MissedNotices notices, long lookMillis, long movedNanos, long takenBefore) {
        long now = System.nanoTime();
        long taken = connection.taken();
        long moved = taken == takenBefore ? movedNanos : now;
        if (now - moved >= source.limits().queue().timeout().toNanos()
                || deadlineNanos != null && now - deadlineNanos >= 0) {
            connection.tooSlow();
            return;
        }
        long next = Math.min(2 * lookMillis, RETRY_MILLIS);
        source.vertx().setTimer(lookMillis, ignored -> send(notices, next, moved, taken));
    }
}

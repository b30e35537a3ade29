package dev.drover.pool.live;

import dev.drover.config.PoolConfig;
import dev.drover.head.HeadUnavailableException;
import dev.drover.head.ServedHead;
import dev.drover.pool.Refusal;
import dev.drover.pool.View;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The requests that wait for a head, oldest first. Used on the pool's thread, except {@link #refuse}. */
final class WaitingRequests {
    private final String topic;
    private final PoolConfig.Hold bounds;
    private final PoolStats stats;
    private final Deque<Waiter> waiters = new ArrayDeque<>();

    private record Waiter(long ticket, long sinceNanos, Promise<@Nullable ServedHead> promise) {}

    /** @param topic the name of the pool topic, for error texts */
    WaitingRequests(String topic, PoolConfig.Hold bounds, PoolStats stats) {
        this.topic = topic;
        this.bounds = bounds;
        this.stats = stats;
    }

    /** Adds a request, or refuses it if too many wait. */
    void add(long ticket, long sinceNanos, Promise<@Nullable ServedHead> promise) {
        if (waiters.size() >= bounds.requests()) {
            refuse(promise, "too_many", "no agreed head, and too many requests wait for it");
        } else {
            waiters.add(new Waiter(ticket, sinceNanos, promise));
            stats.held.set(waiters.size());
        }
    }

    /** Completes the requests that have a lower ticket with {@code head}, retained once for each. */
    void complete(long before, ServedHead head) {
        long now = System.nanoTime();
        for (Iterator<Waiter> all = waiters.iterator(); all.hasNext(); ) {
            Waiter waiter = all.next();
            if (waiter.ticket < before && head.retain()) {
                all.remove();
                stats.held(now - waiter.sinceNanos);
                waiter.promise.complete(head);
            }
        }
        stats.held.set(waiters.size());
    }

    /** Refuses the requests that have waited for the longest time allowed. */
    void expire(long nowNanos) {
        long longest = TimeUnit.MILLISECONDS.toNanos(bounds.maxMillis());
        while (!waiters.isEmpty() && nowNanos - waiters.getFirst().sinceNanos >= longest) {
            refuse(waiters.removeFirst().promise, "hold_max", noAgreedHead());
        }
        stats.held.set(waiters.size());
    }

    /** Refuses all requests that wait. */
    void refuseAll(Refusal why) {
        refuseAll(why.label(), text(why));
    }

    /** Refuses all requests that wait, counted under {@code label}. */
    void refuseAll(String label, String text) {
        while (!waiters.isEmpty()) {
            refuse(waiters.removeFirst().promise, label, text);
        }
        stats.held.set(0);
    }

    /** Refuses a request that does not wait. Any thread. */
    void refuse(Promise<@Nullable ServedHead> promise, Refusal why) {
        refuse(promise, why.label(), text(why));
    }

    /** Refuses a request that does not wait, counted under {@code label}. Any thread. */
    void refuse(Promise<@Nullable ServedHead> promise, String label, String text) {
        stats.refused(label);
        promise.fail(new HeadUnavailableException(text));
    }

    /** Returns the error text that a refused client gets. Any thread. */
    String text(Refusal why) {
        return switch (why) {
            case NEVER_JOINED -> "this replica has not joined its pool yet";
            case CLOSED -> "this replica is shutting down";
            case FAILED -> "this replica cannot take part in its pool: see its log for the reason";
            case FULL ->
                "pool " + topic + " already has the maximum of " + View.MEMBERS_MAX
                        + " members: stop some of them, or start another pool";
            default -> noAgreedHead();
        };
    }

    private String noAgreedHead() {
        return "no agreed head within " + bounds.maxMillis() + " ms";
    }
}

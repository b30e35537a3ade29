package dev.drover.pool.live;

import dev.drover.config.PoolConfig;
import dev.drover.head.HeadUnavailableException;
import dev.drover.head.ServedHead;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The requests that wait for a head, oldest first. On the pool's thread. */
final class WaitingRequests {
    private final PoolConfig.Hold bounds;
    private final PoolStats stats;
    private final Deque<Waiter> waiters = new ArrayDeque<>();

    private record Waiter(long ticket, long sinceNanos, Promise<@Nullable ServedHead> promise) {}

    WaitingRequests(PoolConfig.Hold bounds, PoolStats stats) {
        this.bounds = bounds;
        this.stats = stats;
    }

    /** Adds a request, unless there are too many. */
    void add(long ticket, long sinceNanos, Promise<@Nullable ServedHead> promise) {
        if (waiters.size() >= bounds.requests()) {
            refuse(promise, "too_many", "no agreed head, and too many requests wait for it");
        } else {
            waiters.add(new Waiter(ticket, sinceNanos, promise));
            stats.held.set(waiters.size());
        }
    }

    /** Answers those with a lower ticket from {@code head}; each gets a count of its own. */
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

    /** Refuses those that have waited for too long. */
    void expire(long nowNanos) {
        long longest = TimeUnit.MILLISECONDS.toNanos(bounds.maxMillis());
        while (!waiters.isEmpty() && nowNanos - waiters.getFirst().sinceNanos >= longest) {
            refuse(waiters.removeFirst().promise, "hold_max", "no agreed head within " + bounds.maxMillis() + " ms");
        }
        stats.held.set(waiters.size());
    }

    /** Refuses all. */
    void refuseAll(String label, String text) {
        while (!waiters.isEmpty()) {
            refuse(waiters.removeFirst().promise, label, text);
        }
        stats.held.set(0);
    }

    /** Refuses one that need not wait. */
    void refuse(Promise<@Nullable ServedHead> promise, String label, String text) {
        stats.refused(label);
        promise.fail(new HeadUnavailableException(text));
    }
}

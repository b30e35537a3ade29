package dev.drover.ws;

import io.vertx.core.Context;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Sends notices that do not belong to a step of the chain (pending transactions, sync status) to the subscriptions of one
 * event loop. Runs on that event loop, except {@link #offer} and {@link #close}.
 */
final class Broadcaster {
    /** Pending transactions that may wait for the event loop. */
    private static final int PENDING_MAX = 4_096;

    private final Context context;
    private final WsStats stats;
    private final Map<Class<? extends Interest>, Set<Subscription>> subscriptions = new LinkedHashMap<>();
    private final Queue<PendingNotices> pending = new ArrayDeque<>();
    private boolean scheduled;
    private volatile boolean closed;

    Broadcaster(Context context, WsStats stats) {
        this.context = context;
        this.stats = stats;
    }

    void add(Subscription subscription) {
        subscriptions
                .computeIfAbsent(subscription.interest().getClass(), ignored -> new LinkedHashSet<>())
                .add(subscription);
    }

    void remove(Subscription subscription) {
        Set<Subscription> kind = subscriptions.get(subscription.interest().getClass());
        if (kind != null) {
            kind.remove(subscription);
        }
    }

    /** Sends a notice to all subscriptions of a kind. */
    void send(Class<? extends Interest> kind, Notice notice) {
        forEach(kind, subscription -> subscription.deliver(notice), () -> {});
    }

    /** Queues a pending transaction. If the queue is full, its oldest transaction is dropped. Any thread. */
    void offer(PendingNotices transaction) {
        synchronized (pending) {
            pending.add(transaction);
            if (pending.size() > PENDING_MAX) {
                pending.remove();
                stats.dropPending();
            }
            if (scheduled) {
                return;
            }
            scheduled = true;
        }
        context.runOnContext(ignored -> sendPending());
    }

    /** Stops sending pending transactions. */
    void close() {
        closed = true;
    }

    private void sendPending() {
        PendingNotices transaction;
        synchronized (pending) {
            transaction = closed ? null : pending.poll();
            scheduled = transaction != null;
        }
        if (transaction != null) {
            forEach(
                    Interest.PendingTransactions.class,
                    transaction::sendTo,
                    () -> context.runOnContext(ignored -> sendPending()));
        }
    }

    private void forEach(Class<? extends Interest> kind, Consumer<Subscription> action, Runnable then) {
        List<Subscription> snapshot = new ArrayList<>(subscriptions.getOrDefault(kind, Set.of()));
        Iterator<Subscription> each = snapshot.iterator();
        Slices.forEach(context, each, subscription -> subscription.attempt(action), then);
    }
}

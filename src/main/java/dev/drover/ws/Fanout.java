package dev.drover.ws;

import dev.drover.chain.BlockId;
import dev.drover.chain.Bloom;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the news of the chain to the subscriptions of one event loop, one step of the chain after the other: a block's head,
 * then its logs, then its receipts. In slices, so that no turn of the loop is long, however many subscribe. On the loop, but
 * for {@link #take} and {@link #lost}.
 */
final class Fanout implements Announcer.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Fanout.class);
    /** Steps of the chain that may wait for the loop. */
    private static final int WAITING_MAX = 256;

    /** Pending transactions that may wait for the loop. */
    private static final int PENDING_MAX = 4_096;

    private static final long SLICE_NANOS = 2_000_000;
    /** How many subscriptions are served between two looks at the clock. */
    private static final int STRIDE = 16;

    private static final long LOOK_MILLIS = 100;

    private final Context context;
    private final WsStats stats;
    private final Semaphore room = new Semaphore(WAITING_MAX);
    private final Queue<BlockNews> waiting = new ArrayDeque<>();
    private final Map<Class<? extends Interest>, Set<Subscription>> live = new LinkedHashMap<>();
    private final Queue<PendingNews> pending = new ArrayDeque<>();
    private boolean pendingWaits;
    private final Set<Resume> resuming = new LinkedHashSet<>();
    /** Those who could not take what this step brought. */
    private final Set<WsSession> behind = new LinkedHashSet<>();

    private @Nullable BlockId position;
    /** Where all goes on after the step that is told now, if something was lost meanwhile. */
    private @Nullable BlockId lostUpTo;

    private boolean busy;
    private volatile boolean closed;

    Fanout(Context context, WsStats stats) {
        this.context = context;
        this.stats = stats;
    }

    /** The loop's subscriptions know the chain up to here; null: nothing of it. */
    void startAfter(@Nullable BlockId last) {
        position = last;
    }

    /** Adds a subscription: it is told of the next step of the chain. */
    void add(Subscription subscription) {
        live.computeIfAbsent(subscription.interest().getClass(), ignored -> new LinkedHashSet<>())
                .add(subscription);
    }

    /** Adds a subscription that knows the chain up to some block, once it is where the others are. */
    void add(Resume resume) {
        resuming.add(resume);
        settle(resume, true);
    }

    /** Removes a subscription that was added. */
    void remove(Subscription subscription) {
        Set<Subscription> kind = live.get(subscription.interest().getClass());
        if (kind != null) {
            kind.remove(subscription);
        }
        resuming.removeIf(Resume::ended);
    }

    /** This session falls behind once the step that is told now is done. */
    void cannotFollow(WsSession session) {
        behind.add(session);
    }

    /** Takes those of these that are told of the next step out of it, and returns them. */
    List<Subscription> withdraw(Collection<Subscription> some) {
        return some.stream()
                .filter(subscription ->
                        subscription.isActive() && subscription.interest().ofTheChain())
                .filter(subscription -> {
                    Set<Subscription> kind = live.get(subscription.interest().getClass());
                    return kind != null && kind.remove(subscription);
                })
                .toList();
    }

    /** Tells all subscriptions of a kind, beside the chain. */
    void tell(Class<? extends Interest> kind, Consumer<Subscription> message) {
        slice(snapshot(kind).iterator(), message, () -> {});
    }

    @Override
    public void take(BlockNews news) {
        try {
            while (!closed && !room.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                // The loop is behind: so is the announcer, then.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        context.runOnContext(ignored -> {
            waiting.add(news);
            if (!busy) {
                busy = true;
                next();
            }
        });
    }

    @Override
    public void lost(BlockId goesOnAfter) {
        context.runOnContext(ignored -> {
            room.release(waiting.size());
            waiting.clear();
            if (busy) {
                lostUpTo = goesOnAfter;
            } else {
                position = goesOnAfter;
            }
            for (Class<? extends Interest> kind :
                    List.of(Interest.NewHeads.class, Interest.Logs.class, Interest.Receipts.class)) {
                snapshot(kind).forEach(Subscription::fail);
            }
        });
    }

    /** Tells of a transaction, on any thread; if too many wait for the loop, the oldest is never told of. */
    void offer(PendingNews news) {
        synchronized (pending) {
            pending.add(news);
            if (pending.size() > PENDING_MAX) {
                pending.remove();
                stats.dropPending();
            }
            if (pendingWaits) {
                return;
            }
            pendingWaits = true;
        }
        context.runOnContext(ignored -> tellPending());
    }

    private void tellPending() {
        PendingNews news;
        synchronized (pending) {
            news = closed ? null : pending.poll();
            pendingWaits = news != null;
        }
        if (news != null) {
            slice(
                    snapshot(Interest.PendingTransactions.class).iterator(),
                    news::tell,
                    () -> context.runOnContext(ignored -> tellPending()));
        }
    }

    /** Nobody is told of anything any more. */
    void close() {
        closed = true;
        waiting.clear();
    }

    private void next() {
        BlockNews news = closed ? null : waiting.poll();
        busy = false;
        boolean goOn = news == null;
        List.copyOf(resuming).forEach(resume -> settle(resume, goOn));
        if (news == null) {
            return;
        }
        busy = true;
        // Who subscribes from now on begins with the next step.
        List<Subscription> heads = news.removed() ? List.of() : snapshot(Interest.NewHeads.class);
        List<Subscription> logs = Bloom.isEmpty(news.header().bloom()) ? List.of() : snapshot(Interest.Logs.class);
        List<Subscription> receipts = news.removed() ? List.of() : snapshot(Interest.Receipts.class);
        Runnable done = () -> done(news);
        Runnable thenReceipts =
                () -> whenRead(receipts, news::receipts, (all, subscription) -> subscription.tellReceipts(all), done);
        Runnable thenLogs = () -> whenRead(
                logs, news::logs, (all, subscription) -> subscription.tellLogs(news.header(), all), thenReceipts);
        whenRead(
                heads,
                () -> Future.succeededFuture(news.head()),
                (head, subscription) -> subscription.deliver(head),
                thenLogs);
    }

    private void done(BlockNews news) {
        leaveBehind(news.after());
        position = lostUpTo == null ? news.after() : lostUpTo;
        lostUpTo = null;
        room.release();
        context.runOnContext(ignored -> next());
        stats.fannedOut(System.nanoTime() - news.sinceNanos());
    }

    private void leaveBehind(BlockId at) {
        for (WsSession session : List.copyOf(behind)) {
            try {
                session.fallBehind(at);
            } catch (RuntimeException e) {
                // Nobody else's matter.
                LOG.error("A client that reads too slowly cannot be left behind", e);
                session.lost();
            }
        }
        behind.clear();
    }

    /** If the others are where a resumed subscription is, it is one of them from now on; else it must go on by itself. */
    void settle(Resume resume, boolean goOn) {
        if (!resuming.contains(resume)) {
            return;
        }
        if (!busy && resume.isAt(position)) {
            resuming.remove(resume);
            // What ended meanwhile was removed: nobody would remove it again.
            resume.subscriptions().stream()
                    .filter(subscription -> !subscription.ended())
                    .forEach(this::add);
        } else if (goOn) {
            resume.goOn();
        }
    }

    private <T> void whenRead(
            List<Subscription> wanting, Supplier<Future<T>> source, BiConsumer<T, Subscription> teller, Runnable then) {
        if (wanting.isEmpty()) {
            then.run();
            return;
        }
        attempt(source)
                .onComplete(read -> context.runOnContext(ignored -> {
                    if (read.succeeded()) {
                        slice(wanting.iterator(), subscription -> teller.accept(read.result(), subscription), then);
                    } else {
                        // A gap must not look like a block without logs.
                        LOG.error(
                                "What subscribers must be told cannot be read: {}",
                                read.cause().getMessage());
                        slice(wanting.iterator(), Subscription::fail, then);
                    }
                }));
    }

    private static <T> Future<T> attempt(Supplier<Future<T>> source) {
        try {
            return source.get();
        } catch (RuntimeException | Error e) {
            return Future.failedFuture(e);
        }
    }

    /** Serves one after the other, and lets the loop do other things now and then. */
    private void slice(Iterator<Subscription> rest, Consumer<Subscription> action, Runnable then) {
        long end = System.nanoTime() + SLICE_NANOS;
        for (int count = 1; rest.hasNext(); count++) {
            rest.next().attempt(action);
            if (count % STRIDE == 0 && System.nanoTime() - end >= 0) {
                context.runOnContext(ignored -> slice(rest, action, then));
                return;
            }
        }
        then.run();
    }

    private List<Subscription> snapshot(Class<? extends Interest> kind) {
        return new ArrayList<>(live.getOrDefault(kind, Set.of()));
    }
}

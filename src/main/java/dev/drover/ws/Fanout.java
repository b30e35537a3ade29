package dev.drover.ws;

import dev.drover.chain.BlockId;
import dev.drover.chain.Bloom;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
 * Offers the steps of the chain, one after another, to the live feeds of one event loop: of each block the head, then the
 * logs, then the receipts. Runs on that event loop, except {@link #take}, {@link #lost} and {@link #close}.
 */
final class Fanout implements Announcer.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Fanout.class);
    /** Steps that may wait for the event loop. */
    private static final int WAITING_MAX = 256;

    private static final long LOOK_MILLIS = 100;

    private final Context context;
    private final WsStats stats;
    private final Semaphore room = new Semaphore(WAITING_MAX);
    private final Queue<StepNotices> waiting = new ArrayDeque<>();
    private final Map<Class<? extends Interest>, Set<Member>> live = new LinkedHashMap<>();
    /** Feeds that fell behind during the current step. */
    private final Set<ChainFeed> behind = new LinkedHashSet<>();
    /** Feeds with subscriptions that resume. */
    private final Set<ChainFeed> resuming = new LinkedHashSet<>();

    private @Nullable StepNotices current;
    private @Nullable BlockId position;
    /** Where the chain continues after the current step, if steps were lost meanwhile. */
    private @Nullable BlockId lostUpTo;
    /** The next step will begin in a later turn of the event loop. */
    private boolean scheduled;

    private volatile boolean closed;

    /** A subscription that is offered each step, and its feed. */
    private record Member(Subscription subscription, ChainFeed feed) {}

    Fanout(Context context, WsStats stats) {
        this.context = context;
        this.stats = stats;
    }

    /** Sets the block that the next step follows; null if it is the first one. */
    void startAfter(@Nullable BlockId last) {
        position = last;
    }

    /** Returns the last canonical block after the current step, or after the last step if none is current. */
    @Nullable BlockId position() {
        if (current == null) {
            return position;
        }
        return lostUpTo == null ? current.step().after() : lostUpTo;
    }

    /** Adds a subscription to a live feed, beginning with the next step. */
    void add(Subscription subscription, ChainFeed feed) {
        feed.add(subscription);
        addLive(subscription, feed);
    }

    /** Adds a subscription that has seen the chain up to a block. It is live once it has caught up. */
    void resume(Subscription subscription, ChainFeed feed, BlockId after) {
        feed.resume(subscription, after);
        resuming.add(feed);
        settle(feed);
        feed.readOn();
    }

    /** Removes a subscription that has ended. */
    void remove(Subscription subscription, ChainFeed feed) {
        removeLive(subscription, feed);
        feed.remove(subscription);
        settle(feed);
    }

    /** Makes those subscriptions of a feed live that have caught up. Does nothing in the middle of a step. */
    void settle(ChainFeed feed) {
        if (current != null) {
            return;
        }
        feed.join(position).forEach(subscription -> addLive(subscription, feed));
        if (!feed.isResuming()) {
            resuming.remove(feed);
        }
    }

    /** Returns whether a subscription is offered each step. */
    boolean isLive(Subscription subscription) {
        return snapshot(subscription.interest().getClass()).stream()
                .anyMatch(member -> member.subscription() == subscription);
    }

    @Override
    public void take(StepNotices step) {
        try {
            while (!closed && !room.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                // The event loop is behind: the announcer must wait.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        context.runOnContext(ignored -> {
            waiting.add(step);
            if (current == null && !scheduled) {
                next();
            }
        });
    }

    @Override
    public void lost(BlockId continuesAfter) {
        context.runOnContext(ignored -> {
            room.release(waiting.size());
            waiting.clear();
            if (current == null) {
                position = continuesAfter;
            } else {
                lostUpTo = continuesAfter;
            }
            for (Class<? extends Interest> kind :
                    List.of(Interest.NewHeads.class, Interest.Logs.class, Interest.Receipts.class)) {
                snapshot(kind).forEach(member -> member.subscription().fail());
            }
        });
    }

    /** Stops offering steps. */
    void close() {
        closed = true;
        waiting.clear();
    }

    private void next() {
        scheduled = false;
        List.copyOf(resuming).forEach(this::settle);
        StepNotices notices = closed ? null : waiting.poll();
        if (notices == null) {
            resuming.forEach(ChainFeed::readOn);
            return;
        }
        current = notices;
        ChainStep step = notices.step();
        // Subscriptions made from now on begin with the next step.
        List<Member> heads = step.removed() ? List.of() : snapshot(Interest.NewHeads.class);
        List<Member> logs = Bloom.isEmpty(step.header().bloom()) ? List.of() : snapshot(Interest.Logs.class);
        List<Member> receipts = step.removed() ? List.of() : snapshot(Interest.Receipts.class);
        Runnable done = () -> done(notices);
        Runnable thenReceipts = () -> whenRead(receipts, notices::receipts, this::offerReceipts, done);
        Runnable thenLogs =
                () -> whenRead(logs, notices::logs, (all, member) -> offerLogs(step, all, member), thenReceipts);
        whenRead(heads, () -> Future.succeededFuture(notices.head()), this::offer, thenLogs);
    }

    private void done(StepNotices notices) {
        BlockId after = notices.step().after();
        behind.forEach(feed -> leaveBehind(feed, after));
        behind.clear();
        position = lostUpTo == null ? after : lostUpTo;
        lostUpTo = null;
        current = null;
        scheduled = true;
        room.release();
        context.runOnContext(ignored -> next());
        stats.fannedOut(System.nanoTime() - notices.announcedNanos());
    }

    private void leaveBehind(ChainFeed feed, BlockId after) {
        try {
            if (feed.endStep(after)) {
                feed.members().forEach(subscription -> removeLive(subscription, feed));
                resuming.add(feed);
            }
        } catch (RuntimeException e) {
            LOG.error("Cannot continue with a slow client: its connection is closed", e);
            feed.members().forEach(Subscription::fail);
        }
    }

    private void offerLogs(ChainStep step, List<NoticeReader.LogNotice> logs, Member member) {
        member.subscription().wanted(step.header(), logs).forEach(notice -> offer(notice, member));
    }

    private void offerReceipts(List<NoticeReader.ReceiptNotice> receipts, Member member) {
        Notice notice = member.subscription().wanted(receipts);
        if (notice != null) {
            offer(notice, member);
        }
    }

    private void offer(Notice notice, Member member) {
        switch (member.feed().offer(member.subscription(), notice)) {
            case ACCEPTED -> {}
            case BEHIND -> behind.add(member.feed());
        }
    }

    private <T> void whenRead(
            List<Member> wanting, Supplier<Future<T>> source, BiConsumer<T, Member> offer, Runnable then) {
        if (wanting.isEmpty()) {
            then.run();
            return;
        }
        attempt(source)
                .onComplete(read -> context.runOnContext(ignored -> {
                    if (read.succeeded()) {
                        slice(wanting, member -> offer.accept(read.result(), member), then);
                    } else {
                        // The client must not take a gap for a block without logs.
                        LOG.error(
                                "Cannot read a block that must be announced, so its subscribers are disconnected: {}",
                                read.cause().getMessage());
                        slice(wanting, member -> member.subscription().fail(), then);
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

    private void slice(List<Member> members, Consumer<Member> action, Runnable then) {
        Consumer<Member> attempt = member -> member.subscription().attempt(ignored -> action.accept(member));
        Slices.forEach(context, members.iterator(), attempt, then);
    }

    private void addLive(Subscription subscription, ChainFeed feed) {
        live.computeIfAbsent(subscription.interest().getClass(), ignored -> new LinkedHashSet<>())
                .add(new Member(subscription, feed));
    }

    private void removeLive(Subscription subscription, ChainFeed feed) {
        Set<Member> kind = live.get(subscription.interest().getClass());
        if (kind != null) {
            kind.remove(new Member(subscription, feed));
        }
    }

    private List<Member> snapshot(Class<? extends Interest> kind) {
        return new ArrayList<>(live.getOrDefault(kind, Set.of()));
    }
}

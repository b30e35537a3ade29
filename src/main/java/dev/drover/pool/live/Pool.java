package dev.drover.pool.live;

import dev.drover.chain.BlockId;
import dev.drover.chain.Head;
import dev.drover.config.Config;
import dev.drover.config.PoolConfig;
import dev.drover.config.Version;
import dev.drover.head.HeadChange;
import dev.drover.head.HeadPublisher;
import dev.drover.head.ServedHead;
import dev.drover.health.Heartbeats;
import dev.drover.pool.PoolMember;
import dev.drover.pool.PoolTimes;
import dev.drover.pool.Refusal;
import dev.drover.pool.ReplicaIdentity;
import dev.drover.pool.View;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A replica that takes part in a pool: serves and announces the head that all members have agreed on. One thread owns the
 * state and handles all events in the order of one queue: records that were read, heads that ingest applied, requests that
 * wait, and time. Requests read one volatile field.
 */
public final class Pool implements HeadPublisher {
    private static final Logger log = LoggerFactory.getLogger(Pool.class);
    private static final long STATUS_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int STOP_SECONDS = 10;

    private final PoolConfig config;
    private final String topic;
    private final String name;
    private final PoolOpener opener;
    private final BooleanSupplier dataTopicRead;
    private final PoolStats stats = new PoolStats();
    private final HeadQueue queue = new HeadQueue();
    private final HeadService heads;
    private final PoolThread thread;
    private final ReleaseDelay releaseDelay = new ReleaseDelay();
    private volatile @Nullable PoolStatus status;
    private volatile boolean closed;
    private volatile @Nullable String failure;
    // Owned by the pool's thread.
    private @Nullable PoolSession session;
    private @Nullable Head newest;
    private long statusNanos;

    /**
     * @param heartbeats watch the pool's thread and that of its reader
     * @param dataTopicRead returns whether the data topic has been read to its end; called often, must not block
     * @param announcer receives each change of the released head
     */
    public Pool(Config all, Heartbeats heartbeats, BooleanSupplier dataTopicRead, Consumer<HeadChange> announcer) {
        this.config = all.pool();
        this.topic = String.valueOf(config.topic());
        this.name = config.name().isEmpty() ? ReplicaName.of(all.http().port()) : config.name();
        this.dataTopicRead = dataTopicRead;
        this.opener = new PoolOpener(topic, all, heartbeats, stats);
        this.heads = new HeadService(topic, config.hold(), stats, announcer);
        this.thread = new PoolThread(heartbeats, this::tick, this::failed);
    }

    /** Creates the pool topic if there is none. Throws StartupException if the topic cannot be used. */
    @Override
    public void start() {
        opener.start();
        thread.start();
    }

    /** Returns the metrics of this replica in its pool. */
    public PoolStats stats() {
        return stats;
    }

    /** Returns the pool as this replica saw it about 100 ms ago, or null before it has read the topic. Any thread. */
    public @Nullable PoolStatus status() {
        return status;
    }

    /** Returns for how many seconds a member has had a head that the pool has not released; 0 if none has. Any thread. */
    public double waitingSeconds() {
        return releaseDelay.seconds();
    }

    @Override
    public void applied(ServedHead next, @Nullable HeadChange change) {
        if (queue.put(next, change)) {
            thread.add(this::takeHeads);
        }
    }

    private void takeHeads() {
        for (HeadQueue.Entry entry : queue.take()) {
            newest = entry.served().head();
            long promised = session == null ? View.UNSET : session.promisedPosition();
            Head added = heads.applied().add(entry.served(), entry.change(), promised);
            Head dropped = entry.replaced() == null ? added : entry.replaced();
            if (session != null) {
                session.headApplied(newest, dropped);
            }
        }
        openIfNeeded();
    }

    @Override
    public @Nullable ServedHead acquire() {
        ServedHead head = heads.slot().acquire(config.onKafkaLoss());
        if (head != null && head.isUnsafe()) {
            stats.unsafe.increment();
        }
        return head;
    }

    @Override
    public @Nullable ServedHead acquireAnnounced() {
        return heads.slot().retained();
    }

    @Override
    public Future<@Nullable ServedHead> await() {
        Promise<@Nullable ServedHead> promise = Promise.promise();
        String failed = failure;
        if (closed || failed != null) {
            Refusal why = closed ? Refusal.CLOSED : Refusal.FAILED;
            heads.waiting()
                    .refuse(
                            promise,
                            why.label(),
                            failed == null ? heads.waiting().text(why) : failed);
            return promise.future();
        }
        long sinceNanos = System.nanoTime();
        thread.add(promise, () -> {
            if (session == null) {
                heads.waiting().refuse(promise, Refusal.NEVER_JOINED);
            } else {
                session.requestWaits(sinceNanos, promise);
            }
        });
        return promise.future();
    }

    @Override
    public @Nullable Head head() {
        Serving now = heads.slot().get();
        ServedHead head = now == null ? null : now.head();
        return head == null ? null : head.head();
    }

    @Override
    public @Nullable BlockId firstUnserved() {
        return heads.firstUnserved();
    }

    @Override
    public @Nullable String refusal() {
        if (failure != null) {
            return failure;
        }
        Serving now = heads.slot().get();
        if (closed || now == null) {
            return "not in its pool " + topic + " yet";
        }
        Refusal why = now.unready(Clocks.now());
        return why == null ? null : "pool " + topic + ": " + why.label();
    }

    /** Leaves the pool and ends its threads. Requests that wait are refused. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        queue.close();
        if (!thread.isAlive()) {
            heads.applied().close();
            opener.close();
            return;
        }
        thread.add(() -> {
            if (session != null) {
                session.shutdown();
            }
            endSession();
            heads.waiting().refuseAll(Refusal.CLOSED);
            heads.withdraw();
            heads.applied().close();
            thread.stop();
        });
        thread.join(STOP_SECONDS);
        opener.close();
        // Events that came too late: no request may be left waiting, and no head retained.
        thread.runRest();
    }

    private void failed(Throwable failure) {
        log.error("Failed to handle an event of the pool. This replica leaves the pool and joins it again", failure);
        startOver(failure.toString());
    }

    private void tick() {
        heads.waiting().expire(System.nanoTime());
        if (session == null) {
            openIfNeeded();
        } else {
            session.tick(dataTopicRead.getAsBoolean());
            if (session != null && System.nanoTime() - statusNanos >= STATUS_EVERY_NANOS) {
                statusNanos = System.nanoTime();
                status = session.status();
                releaseDelay.note(status.waitingFor() != null);
            }
        }
    }

    /** Starts to read the pool topic if it is not being read and there is a head to join with. */
    private void openIfNeeded() {
        if (session != null || newest == null || closed || failure != null) {
            return;
        }
        ServedHead head = heads.applied().find(newest.position(), newest.hash());
        if (head != null) {
            opener.open(head, opened -> thread.add(() -> opened(opened)));
        }
    }

    private void opened(PoolOpener.Opened opened) {
        opener.taken();
        if (closed || session != null || newest == null) {
            opener.closeLater(opened);
        } else {
            session = new PoolSession(opened, member(opened), heads, stats, thread::add, new Owner());
            session.headApplied(newest, heads.applied().lastDropped());
        }
    }

    private PoolMember member(PoolOpener.Opened opened) {
        PoolConfig.Times given = config.times();
        return new PoolMember(
                new ReplicaIdentity(name, "drover/" + Version.number(), opened.data()),
                PoolTimes.of(given.leaseMillis(), given.maxLagMillis(), given.markerMillis()),
                opened.start(),
                () -> UUID.randomUUID().toString(),
                Clocks.now());
    }

    /** Ends the session and reads the topic again a second later. */
    private void startOver(String why) {
        log.error("Pool topic {}: {}. Reading it again", topic, why);
        endSession("this replica reads its pool topic again");
        opener.pause();
    }

    private void endSession(String refusalText) {
        endSession();
        heads.withdraw();
        heads.waiting().refuseAll("error", refusalText);
    }

    private void endSession() {
        if (session != null) {
            session.end();
            opener.closeLater(session.opened());
            session = null;
        }
    }

    private final class Owner implements PoolSession.Owner {
        @Override
        public void startOver(String why) {
            Pool.this.startOver(why);
        }

        @Override
        public void stop(String why) {
            failure = "pool topic " + topic + ": " + why;
            log.error("This replica answers no requests until it is restarted. {}", failure);
            endSession(failure);
        }
    }
}

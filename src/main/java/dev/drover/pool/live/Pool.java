package dev.drover.pool.live;

import dev.drover.chain.Head;
import dev.drover.config.Config;
import dev.drover.config.PoolConfig;
import dev.drover.head.HeadChange;
import dev.drover.head.HeadPublisher;
import dev.drover.head.ServedHead;
import dev.drover.health.Heartbeats;
import dev.drover.pool.HeadRef;
import dev.drover.pool.Moment;
import dev.drover.pool.Refusal;
import dev.drover.pool.View;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A replica in its pool, alive: serves and announces the head that all members have agreed on. One thread owns the state, and
 * everything that happens comes to it through one queue: records that were read, heads that ingest applied, requests that
 * wait, time. Requests only read one volatile field.
 */
// Whether it is still the same session is the question here, not whether it looks alike.
@SuppressWarnings("ReferenceEquality")
public final class Pool implements HeadPublisher {
    private static final Logger log = LoggerFactory.getLogger(Pool.class);

    private final PoolConfig config;
    private final String name;
    private final PoolOpener opener;
    private final BooleanSupplier dataTopicRead;
    private final Consumer<HeadChange> announcer;
    private final PoolStats stats = new PoolStats();
    private final AppliedHeads heads = new AppliedHeads(HeadRef.KEPT_MAX);
    private final HeadQueue queue = new HeadQueue();
    private final WaitingRequests waiting;
    private final PoolThread thread;
    private final ServingSlot serving = new ServingSlot();
    private volatile @Nullable PoolStatus status;
    private volatile boolean closed;
    private volatile @Nullable String failure;
    private final ReleaseDelay awaited = new ReleaseDelay();
    // Of the pool's thread.
    private @Nullable PoolSession session;
    private @Nullable Head newest;
    private long statusNanos;

    /**
     * @param heartbeats watch the pool's thread and its reader's
     * @param dataTopicRead whether everything was read that the data topic holds; asked often, must not block
     * @param announcer is told of each change of the pool's head
     */
    public Pool(Config all, Heartbeats heartbeats, BooleanSupplier dataTopicRead, Consumer<HeadChange> announcer) {
        this.config = all.pool();
        this.name = config.name().isEmpty() ? ReplicaName.of(all.http().port()) : config.name();
        this.dataTopicRead = dataTopicRead;
        this.announcer = announcer;
        this.opener = new PoolOpener(topicName(), all, heartbeats, stats);
        this.waiting = new WaitingRequests(config.hold(), stats);
        this.thread = new PoolThread(heartbeats, this::tick, this::failed);
    }

    /** Makes the pool topic if it is absent. Throws StartupException if it cannot be used. */
    @Override
    public void start() {
        opener.start();
        thread.start();
    }

    /** What happens, in numbers. */
    public PoolStats stats() {
        return stats;
    }

    /** The pool as this replica saw it a moment ago; null before it has read the topic. Any thread. */
    public @Nullable PoolStatus status() {
        return status;
    }

    /** For how long some member has had a head that the pool has not released; 0 while there is none. Any thread. */
    public double waitingSeconds() {
        return awaited.seconds();
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
            Head dropped = heads.add(
                    entry.served(), entry.change(), session == null ? View.UNSET : session.promisedPosition());
            if (session != null) {
                session.headApplied(newest, dropped);
            }
        }
        begin();
    }

    @Override
    public @Nullable ServedHead acquire() {
        ServedHead head = serving.acquire(config.onKafkaLoss());
        if (head != null && head.isUnsafe()) {
            stats.unsafe.increment();
        }
        return head;
    }

    @Override
    public @Nullable ServedHead acquireAnnounced() {
        return serving.retained();
    }

    @Override
    public Future<@Nullable ServedHead> await() {
        Promise<@Nullable ServedHead> promise = Promise.promise();
        String failed = failure;
        if (closed || failed != null) {
            String label = (closed ? Refusal.CLOSED : Refusal.FAILED).label();
            waiting.refuse(promise, label, failed == null ? "this replica is shutting down" : failed);
            return promise.future();
        }
        long sinceNanos = System.nanoTime();
        thread.add(promise, () -> {
            if (session == null) {
                waiting.refuse(promise, Refusal.NEVER_JOINED.label(), "this replica has not joined its pool yet");
            } else {
                session.requestWaits(sinceNanos, promise);
            }
        });
        return promise.future();
    }

    @Override
    public @Nullable Head head() {
        Serving now = serving.get();
        ServedHead head = now == null ? null : now.head();
        return head == null ? null : head.head();
    }

    @Override
    public @Nullable String refusal() {
        if (failure != null) {
            return failure;
        }
        Serving now = serving.get();
        if (closed || now == null) {
            return "not in its pool " + topicName() + " yet";
        }
        Refusal why = now.unready(now());
        return why == null ? null : "pool " + topicName() + ": " + why.label();
    }

    /** Says goodbye to the pool, and ends. Requests that wait are refused. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        queue.close();
        if (!thread.isAlive()) {
            heads.close();
            opener.close();
            return;
        }
        thread.add(() -> {
            if (session != null) {
                session.shutdown();
                opener.closeLater(session.opened());
                session = null;
            }
            waiting.refuseAll(Refusal.CLOSED.label(), "this replica is shutting down");
            serving.put(null);
            heads.close();
            thread.stop();
        });
        thread.join(10);
        opener.close();
        // What came too late to be handled: nobody is left waiting, and no head is kept.
        thread.runRest();
    }

    /** The two clocks now. */
    static Moment now() {
        return new Moment(System.nanoTime(), System.currentTimeMillis());
    }

    private String topicName() {
        return String.valueOf(config.topic());
    }

    private void failed(Throwable failure) {
        log.error("An event of the pool failed. This replica leaves the pool and joins it again", failure);
        startOver(failure.toString());
    }

    private void tick() {
        waiting.expire(System.nanoTime());
        if (session == null) {
            begin();
        } else {
            session.tick(dataTopicRead.getAsBoolean());
            if (session != null && System.nanoTime() - statusNanos >= TimeUnit.MILLISECONDS.toNanos(100)) {
                statusNanos = System.nanoTime();
                status = session.status();
                awaited.note(status.waitingFor() != null);
            }
        }
    }

    /** Begins to read the pool topic, once there is a head to join with. */
    private void begin() {
        if (session != null || newest == null || closed || failure != null) {
            return;
        }
        ServedHead head = heads.find(newest.position(), newest.hash());
        if (head != null) {
            opener.open(head, opened -> thread.add(() -> opened(opened)));
        }
    }

    private void opened(PoolOpener.Opened opened) {
        opener.taken();
        if (closed || session != null || newest == null) {
            opener.closeLater(opened);
        } else {
            session = new PoolSession(this, opened);
            session.headApplied(newest, null);
        }
    }

    // What follows is for PoolSession, on the pool's thread.

    PoolConfig config() {
        return config;
    }

    String name() {
        return name;
    }

    AppliedHeads heads() {
        return heads;
    }

    WaitingRequests waiting() {
        return waiting;
    }

    void announce(HeadChange change) {
        announcer.accept(change);
    }

    /** What requests read. */
    ServingSlot serving() {
        return serving;
    }

    /** Does something on the pool's thread, unless it is of a session that is over. */
    void later(PoolSession of, Runnable event) {
        thread.add(() -> {
            if (session == of) {
                event.run();
            }
        });
    }

    /** Ends the session and reads the topic again a second later. */
    void startOver(String why) {
        log.error("Pool topic {}: {}. Reading it again", topicName(), why);
        endSession("this replica reads its pool topic again");
        opener.pause();
    }

    /** Ends the session for good: nothing is answered until the operator has restarted the replica. */
    void stop(String why) {
        failure = "pool topic " + topicName() + ": " + why;
        log.error("This replica answers nothing until it is restarted. {}", failure);
        endSession(failure);
    }

    private void endSession(String told) {
        if (session != null) {
            opener.closeLater(session.opened());
        }
        session = null;
        serving.put(null);
        waiting.refuseAll("error", told);
    }
}

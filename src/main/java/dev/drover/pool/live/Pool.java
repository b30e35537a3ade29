package dev.drover.pool.live;

import dev.drover.chain.Head;
import dev.drover.config.KafkaConfig;
import dev.drover.config.PoolConfig;
import dev.drover.head.HeadChange;
import dev.drover.head.HeadServer;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A replica in its pool, alive: serves and announces the head that all members have agreed on. One thread owns the state, and
 * everything that happens comes to it through one queue: records that were read, heads that ingest applied, requests that
 * wait, time. Requests only read one volatile field.
 */
// Whether it is still the same serving, head or session is the question here, not whether it looks alike.
@SuppressWarnings("ReferenceEquality")
public final class Pool implements HeadServer {
    private static final Logger log = LoggerFactory.getLogger(Pool.class);
    private static final int TOPIC_RETRY_MILLIS = 1_000;

    private final PoolConfig config;
    private final String name;
    private final KafkaConfig kafka;
    private final Heartbeats heartbeats;
    private final BooleanSupplier dataTopicRead;
    private final Consumer<HeadChange> announcer;
    private final PoolStats stats = new PoolStats();
    private final AppliedHeads heads = new AppliedHeads(HeadRef.KEPT_MAX);
    private final HeadQueue queue = new HeadQueue();
    private final Waiting waiting;
    private final PoolThread thread;
    private volatile @Nullable Serving serving;
    private volatile @Nullable PoolStatus status;
    private volatile boolean closed;
    private final Awaited awaited = new Awaited();

    // Of the pool's thread.
    private @Nullable PoolTopic topic;
    private @Nullable PoolSession session;
    private @Nullable Head newest;
    private long retryNanos = System.nanoTime();
    private long statusNanos;

    /**
     * @param heartbeats watch the pool's thread and its reader's
     * @param httpPort names this replica where the operator did not
     * @param dataTopicRead whether everything was read that the data topic holds; asked often, must not block
     * @param announcer is told of each change of the pool's head
     */
    public Pool(
            PoolConfig config,
            KafkaConfig kafka,
            Heartbeats heartbeats,
            int httpPort,
            BooleanSupplier dataTopicRead,
            Consumer<HeadChange> announcer) {
        this.config = config;
        this.name = config.name().isEmpty() ? Names.of(httpPort) : config.name();
        this.kafka = kafka;
        this.heartbeats = heartbeats;
        this.dataTopicRead = dataTopicRead;
        this.announcer = announcer;
        this.waiting = new Waiting(config.hold(), stats);
        this.thread = new PoolThread(heartbeats, this::tick, this::failed);
    }

    /** Makes the pool topic if it is absent. Throws StartupException if it cannot be used. */
    @Override
    public void start() {
        topic = PoolTopic.open(kafka, topicName());
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
        ServedHead head = take(now -> now.acquire(now(), config.onKafkaLoss()));
        if (head != null && head.isUnsafe()) {
            stats.unsafe.increment();
        }
        return head;
    }

    @Override
    public @Nullable ServedHead acquireAnnounced() {
        return take(Serving::retained);
    }

    private @Nullable ServedHead take(Function<Serving, @Nullable ServedHead> from) {
        while (true) {
            Serving now = serving;
            ServedHead head = now == null ? null : from.apply(now);
            // Freed meanwhile only if a newer one took its place: look again.
            if (head != null || serving == now) {
                return head;
            }
        }
    }

    @Override
    public Future<@Nullable ServedHead> await() {
        Promise<@Nullable ServedHead> promise = Promise.promise();
        if (closed) {
            waiting.refuse(promise, Refusal.CLOSED.label(), "this replica is shutting down");
            return promise.future();
        }
        long sinceNanos = System.nanoTime();
        thread.add(() -> {
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
        Serving now = serving;
        ServedHead head = now == null ? null : now.head();
        return head == null ? null : head.head();
    }

    @Override
    public @Nullable String refusal() {
        Serving now = serving;
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
            return;
        }
        thread.add(() -> {
            if (session != null) {
                session.shutdown();
                session.close();
                session = null;
            }
            waiting.refuseAll(Refusal.CLOSED.label(), "this replica is shutting down");
            serve(null);
            heads.close();
            thread.stop();
        });
        thread.join(10);
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

    /** Reads the pool topic, once there is a head to join with. */
    private void begin() {
        if (session != null || newest == null || closed || System.nanoTime() < retryNanos) {
            return;
        }
        ServedHead head = heads.find(newest.position(), newest.hash());
        if (head == null) {
            return;
        }
        try {
            PoolTopic found = topic == null ? PoolTopic.open(kafka, topicName()) : topic;
            topic = null;
            session = new PoolSession(this, found, DataBinding.of(kafka, head));
            session.headApplied(newest, null);
            log.info("Reading pool topic {} ({} records)", found.name(), found.end() - found.begin());
        } catch (RuntimeException e) {
            retryNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TOPIC_RETRY_MILLIS);
            log.warn("Cannot read pool topic {}: {}", topicName(), e.getMessage());
        }
    }

    // What follows is for PoolSession, on the pool's thread.

    PoolConfig config() {
        return config;
    }

    KafkaConfig kafka() {
        return kafka;
    }

    Heartbeats heartbeats() {
        return heartbeats;
    }

    String name() {
        return name;
    }

    AppliedHeads heads() {
        return heads;
    }

    Waiting waiting() {
        return waiting;
    }

    void announce(HeadChange change) {
        announcer.accept(change);
    }

    /** Puts what requests read; the former head's count is given back. */
    void serve(@Nullable Serving next) {
        Serving before = serving;
        serving = next;
        if (before != null && before.head() != null && (next == null || next.head() != before.head())) {
            before.head().release();
        }
    }

    @Nullable Serving serving() {
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

    void startOver(String why) {
        PoolSession old = session;
        session = null;
        serve(null);
        waiting.refuseAll("error", "this replica reads its pool anew");
        if (old != null) {
            log.error("Pool topic {}: {}. Begins anew", topicName(), why);
            old.close();
        }
        retryNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TOPIC_RETRY_MILLIS);
    }
}

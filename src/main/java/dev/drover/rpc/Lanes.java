package dev.drover.rpc;

import dev.drover.health.FatalErrors;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads for all that must not run on an event loop: one bounded pool for each lane but {@link Lane#INSTANT}. A permit
 * is taken before a task is queued; when none is left, the task is refused at once and counted, so that overload makes
 * clear answers and not a long queue. Any thread.
 */
public final class Lanes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);
    private static final Duration STOP_WAIT = Duration.ofSeconds(5);

    private final Map<Lane, Pool> pools = new EnumMap<>(Lane.class);

    /** Lanes that all have the same size: threads, and tasks running and waiting together. */
    public Lanes(int threads, int inflight) {
        this(threads, inflight, threads, inflight);
    }

    /** Lanes with sizes of their own: threads, and tasks running and waiting together. */
    public Lanes(int readThreads, int inflightReads, int evmThreads, int inflightEvm) {
        pools.put(Lane.READ, new Pool(Lane.READ, readThreads, inflightReads));
        pools.put(Lane.EVM, new Pool(Lane.EVM, evmThreads, inflightEvm));
    }

    /**
     * Hands {@code task} to a thread of the lane; false if it is full or closed. What the task throws is only logged: somebody
     * who waits for its result must hear of it from the task. Not for {@link Lane#INSTANT}.
     */
    public boolean submit(Lane lane, Runnable task) {
        Pool pool = pools.get(lane);
        if (pool == null) {
            throw new IllegalArgumentException("lane " + lane + " has no threads");
        }
        return pool.submit(task);
    }

    /** Tasks of the lane that run or wait now. */
    public int inflight(Lane lane) {
        Pool pool = pools.get(lane);
        return pool == null ? 0 : pool.inflight();
    }

    /** Tasks that the lane has refused so far. */
    public long rejected(Lane lane) {
        Pool pool = pools.get(lane);
        return pool == null ? 0 : pool.rejected.sum();
    }

    /** Takes no more tasks and waits for those taken, up to a bound: after that nobody reads the store any more. */
    @Override
    public void close() {
        pools.values().forEach(pool -> pool.threads.shutdown());
        try {
            for (Pool pool : pools.values()) {
                pool.stop();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the client of a refused task is told. */
    static RpcException full() {
        return new RpcException(RpcFault.LIMIT_EXCEEDED, "too many requests, try again later");
    }

    private static final class Pool {
        private final ThreadPoolExecutor threads;
        private final Semaphore permits;
        private final int size;
        private final LongAdder rejected = new LongAdder();

        Pool(Lane lane, int threadCount, int size) {
            ThreadFactory factory = Thread.ofPlatform()
                    .name("drover-" + lane.name().toLowerCase(Locale.ROOT) + "-", 0)
                    .daemon()
                    .factory();
            // The permits bound the queue.
            threads = new ThreadPoolExecutor(
                    threadCount, threadCount, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
            permits = new Semaphore(size);
            this.size = size;
        }

        boolean submit(Runnable task) {
            if (!permits.tryAcquire()) {
                rejected.increment();
                return false;
            }
            try {
                threads.execute(() -> {
                    try {
                        task.run();
                    } catch (Throwable t) {
                        FatalErrors.exitIfFatal(t);
                        LOG.error("A task of a lane failed", t);
                    } finally {
                        permits.release();
                    }
                });
                return true;
            } catch (RejectedExecutionException e) {
                permits.release();
                return false;
            }
        }

        int inflight() {
            return size - permits.availablePermits();
        }

        void stop() throws InterruptedException {
            if (!threads.awaitTermination(STOP_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        }
    }
}

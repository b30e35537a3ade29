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
 * The threads for everything that must not run on an event loop: one bounded pool for each lane except {@link
 * Lane#INSTANT}. A task needs a permit before it is queued. If there is none left, the task is refused at once and
 * counted, so that overload leads to clear errors rather than a long queue. Thread-safe.
 */
public final class Lanes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);
    private static final Duration STOP_WAIT = Duration.ofSeconds(5);

    private final Map<Lane, Pool> pools = new EnumMap<>(Lane.class);

    /**
     * Creates lanes of equal size.
     *
     * @param threads the number of threads per lane
     * @param inflight the maximum number of running and waiting tasks per lane
     */
    public Lanes(int threads, int inflight) {
        this(threads, inflight, threads, inflight);
    }

    /** Creates lanes, each with its number of threads and its maximum number of running and waiting tasks. */
    public Lanes(int readThreads, int inflightReads, int evmThreads, int inflightEvm) {
        pools.put(Lane.READ, new Pool(Lane.READ, readThreads, inflightReads));
        pools.put(Lane.EVM, new Pool(Lane.EVM, evmThreads, inflightEvm));
    }

    /**
     * Submits a task to a lane other than {@link Lane#INSTANT}. Returns false if the lane is full or closed. An
     * exception that the task throws is only logged, so the task itself must notify anyone who waits for its result.
     */
    public boolean submit(Lane lane, Runnable task) {
        Pool pool = pools.get(lane);
        if (pool == null) {
            throw new IllegalArgumentException("lane " + lane + " has no threads");
        }
        return pool.submit(task);
    }

    /** Returns the number of the lane's tasks that are running or waiting. */
    public int inflight(Lane lane) {
        Pool pool = pools.get(lane);
        return pool == null ? 0 : pool.inflight();
    }

    /** Returns the number of tasks that were refused because the lane was full. */
    public long rejected(Lane lane) {
        Pool pool = pools.get(lane);
        return pool == null ? 0 : pool.rejected.sum();
    }

    /**
     * Stops accepting tasks and waits for those accepted, so that the store can be closed afterwards. Interrupts the
     * threads of a lane that does not finish within 5 s.
     */
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

    /** Returns the error for a task that was refused. */
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

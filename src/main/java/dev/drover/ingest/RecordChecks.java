package dev.drover.ingest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decodes and checks the records of a poll on a few threads, concurrently with the thread that writes them. The number of
 * records checked ahead is limited, which bounds the memory of decoded records.
 */
final class RecordChecks implements AutoCloseable {
    private static final int THREADS = Math.clamp(Runtime.getRuntime().availableProcessors() - 1, 1, 4);
    private static final int CHUNK_RECORDS = 200;
    private static final int CHUNKS_AHEAD = 4 + 2 * THREADS;

    private final ExecutorService threads;

    /** Creates a pool whose threads are started on demand. */
    RecordChecks() {
        ThreadFactory factory =
                Thread.ofPlatform().name("drover-check-", 0).daemon().factory();
        threads = Executors.newFixedThreadPool(THREADS, factory);
    }

    /**
     * Passes the checked records to {@code consumer} in order, on the calling thread. Throws IllegalStateException if that
     * thread is interrupted, and keeps its interrupt status.
     */
    void inOrder(Iterable<ConsumerRecord<byte[], byte[]>> records, Consumer<CheckedRecord> consumer) {
        Iterator<ConsumerRecord<byte[], byte[]>> unread = records.iterator();
        List<ConsumerRecord<byte[], byte[]>> first = chunk(unread);
        if (!unread.hasNext()) {
            // The records of a block or two: using the pool would cost more than it saves.
            check(first).forEach(consumer);
            return;
        }
        Queue<FutureTask<List<CheckedRecord>>> ahead = new ArrayDeque<>();
        ahead.add(submit(first));
        while (!ahead.isEmpty()) {
            while (unread.hasNext() && ahead.size() < CHUNKS_AHEAD) {
                ahead.add(submit(chunk(unread)));
            }
            help(ahead);
            result(ahead.remove()).forEach(consumer);
        }
    }

    private FutureTask<List<CheckedRecord>> submit(List<ConsumerRecord<byte[], byte[]>> chunk) {
        FutureTask<List<CheckedRecord>> task = new FutureTask<>(() -> check(chunk));
        threads.execute(task);
        return task;
    }

    /** Runs tasks that no thread has started, instead of waiting for the first one to complete. */
    private static void help(Queue<FutureTask<List<CheckedRecord>>> ahead) {
        for (FutureTask<List<CheckedRecord>> task : ahead) {
            if (ahead.element().isDone()) {
                return;
            }
            // Does nothing if the task is running or done.
            task.run();
        }
    }

    /** Stops the threads without waiting for their tasks. {@link #inOrder} must not be called afterwards. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static List<ConsumerRecord<byte[], byte[]>> chunk(Iterator<ConsumerRecord<byte[], byte[]>> unread) {
        List<ConsumerRecord<byte[], byte[]>> chunk = new ArrayList<>(CHUNK_RECORDS);
        while (unread.hasNext() && chunk.size() < CHUNK_RECORDS) {
            chunk.add(unread.next());
        }
        return chunk;
    }

    private static List<CheckedRecord> check(List<ConsumerRecord<byte[], byte[]>> chunk) {
        List<CheckedRecord> checked = new ArrayList<>(chunk.size());
        for (ConsumerRecord<byte[], byte[]> one : chunk) {
            checked.add(CheckedRecord.of(one.offset(), one.timestamp(), one.value()));
        }
        return checked;
    }

    private static List<CheckedRecord> result(Future<List<CheckedRecord>> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            // A bug: bad records do not cause exceptions.
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("cannot check records", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while records were checked", e);
        }
    }
}

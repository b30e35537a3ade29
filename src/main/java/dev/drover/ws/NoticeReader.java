package dev.drover.ws;

import dev.drover.blocks.ChainReader;
import dev.drover.chain.Block;
import dev.drover.chain.Hash;
import dev.drover.chain.Header;
import dev.drover.chain.Log;
import dev.drover.chain.Receipt;
import dev.drover.chain.Senders;
import dev.drover.head.HeadUnavailableException;
import dev.drover.head.ServedHead;
import dev.drover.head.ServedHeads;
import dev.drover.health.FatalErrors;
import dev.drover.rpc.encode.HeaderJson;
import dev.drover.rpc.encode.ReceiptJson;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Reads blocks from the store and encodes their notices. It has its own threads because event loops must not block and the
 * request lanes may be full. Its queue is bounded by the steps that are announced and the subscriptions that resume.
 * Thread-safe.
 */
final class NoticeReader implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int STOP_SECONDS = 5;

    private final ServedHeads heads;
    private final Senders senders;
    private final ExecutorService threads = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().name("drover-announced-", 0).daemon().factory());

    /** A log and its JSON. */
    record LogNotice(Log log, Notice notice) {}

    /** A receipt's JSON and its transaction. */
    record ReceiptNotice(Hash transaction, Notice notice) {}

    /** A function that reads the chain and may fail. */
    @FunctionalInterface
    interface Reading<T> {
        T from(ChainReader chain) throws Exception;
    }

    /** A function that reads the chain at a head and may fail. */
    @FunctionalInterface
    interface ReadingAtHead<T> {
        T from(ServedHead head) throws Exception;
    }

    NoticeReader(ServedHeads heads, Senders senders) {
        this.heads = heads;
        this.senders = senders;
    }

    /** Reads at the served head. The future fails if the function throws or there is no head. */
    <T> Future<T> read(Reading<T> reading) {
        return readAtHead(head -> reading.from(new ChainReader(head.view())));
    }

    /** Reads at the served head. The future fails if the function throws or there is no head. */
    <T> Future<T> readAtHead(ReadingAtHead<T> reading) {
        Promise<T> promise = Promise.promise();
        try {
            threads.execute(() -> complete(promise, reading));
        } catch (RejectedExecutionException e) {
            promise.fail(e);
        }
        return promise.future();
    }

    /** Encodes a header in the form of newHeads. */
    static Notice head(Header header) {
        return Notice.of(out -> HeaderJson.writeNewHeads(header, out));
    }

    /** Returns the logs of a step's block, marked as removed if the block was. Blocks. */
    static List<LogNotice> logs(ChainReader chain, ChainStep step) {
        Header header = step.header();
        Block block = chain.block(header.id());
        List<LogNotice> logs = new ArrayList<>();
        for (Receipt receipt : chain.receipts(block)) {
            for (int i = 0; i < receipt.logs().size(); i++) {
                int index = i;
                Notice notice = Notice.of(out -> ReceiptJson.writeLog(receipt, index, header, step.removed(), out));
                logs.add(new LogNotice(receipt.logs().get(i), notice));
            }
        }
        return logs;
    }

    /** Returns the receipts of a block. Blocks. */
    List<ReceiptNotice> receipts(ChainReader chain, Header header) {
        Block block = chain.block(header.id());
        List<Receipt> receipts = chain.receipts(block);
        BigInteger blobGasPrice =
                header.excessBlobGas() == null ? null : chain.config().blobBaseFee(header);
        List<ReceiptNotice> notices = new ArrayList<>(receipts.size());
        for (Receipt receipt : receipts) {
            Notice notice = Notice.of(
                    out -> ReceiptJson.write(receipt, header, senders.of(receipt.transaction()), blobGasPrice, out));
            notices.add(new ReceiptNotice(receipt.transaction().hash(), notice));
        }
        return notices;
    }

    /** Stops the threads. Blocks until they have ended, at most a few seconds. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> void complete(Promise<T> promise, ReadingAtHead<T> reading) {
        T value;
        try {
            value = atHead(reading);
        } catch (Throwable t) {
            FatalErrors.exitIfFatal(t);
            promise.fail(t);
            return;
        }
        promise.complete(value);
    }

    private <T> T atHead(ReadingAtHead<T> reading) throws Exception {
        ServedHead head = heads.acquireAnnounced();
        if (head == null) {
            throw new HeadUnavailableException("no head to read at");
        }
        try {
            return reading.from(head);
        } finally {
            head.release();
        }
    }
}

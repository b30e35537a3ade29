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
 * Reads what announcements need from the store, on threads of its own: event loops must not, and the lanes of requests may
 * be full. What waits here is bounded by what is being announced and resumed. Any thread.
 */
final class BlockDetails implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int STOP_SECONDS = 5;

    private final ServedHeads heads;
    private final Senders senders;
    private final ExecutorService threads = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().name("drover-announced-", 0).daemon().factory());

    /** A log and its JSON. */
    record LogNotice(Log log, Notice notice) {}

    /** A receipt's JSON, and whose it is. */
    record ReceiptNotice(Hash transaction, Notice notice) {}

    /** Something that reads the chain and may fail. */
    @FunctionalInterface
    interface Reading<T> {
        T from(ChainReader chain) throws Exception;
    }

    /** Something that reads the chain at a head and may fail. */
    @FunctionalInterface
    interface ReadingAtHead<T> {
        T from(ServedHead head) throws Exception;
    }

    BlockDetails(ServedHeads heads, Senders senders) {
        this.heads = heads;
        this.senders = senders;
    }

    /** Reads at the served head; fails with what the reading throws, or if there is no head to read at. */
    <T> Future<T> read(Reading<T> reading) {
        return readAtHead(head -> reading.from(new ChainReader(head.view())));
    }

    /** The same. */
    <T> Future<T> readAtHead(ReadingAtHead<T> reading) {
        Promise<T> promise = Promise.promise();
        try {
            threads.execute(() -> complete(promise, reading));
        } catch (RejectedExecutionException e) {
            promise.fail(e);
        }
        return promise.future();
    }

    /** The logs of a block, canonical or not. Blocks. */
    static List<LogNotice> logs(ChainReader chain, Header header, boolean removed) {
        Block block = chain.block(header.id());
        List<LogNotice> logs = new ArrayList<>();
        for (Receipt receipt : chain.receipts(block)) {
            for (int i = 0; i < receipt.logs().size(); i++) {
                int index = i;
                Notice notice = Notice.of(out -> ReceiptJson.writeLog(receipt, index, header, removed, out));
                logs.add(new LogNotice(receipt.logs().get(i), notice));
            }
        }
        return logs;
    }

    /** The receipts of a block. Blocks. */
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

    /** Reads nothing any more. */
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

package dev.drover.trial;

import dev.drover.chain.Hash;
import dev.drover.config.StartupException;
import dev.drover.testing.RecordedHeads;
import dev.drover.testing.WsClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One replica, many dapps, some heads. Not thread-safe. */
final class FanoutRun {
    private static final int WARM_UP_HEADS = 150;
    private static final int WARM_UP_DAPPS = 1_000;
    private static final long WARM_UP_MILLIS = 20;
    private static final long READY_MILLIS = 60_000;
    private static final long HEARD_WITHIN_MILLIS = 20_000;

    private final Cluster.Member replica;
    private final HeadWriter writer;

    /**
     * What was measured.
     *
     * @param delays from a head's event to a dapp's hearing of it, in nanoseconds, sorted
     * @param heapAtFirst bytes of the replica's heap for each connection, when all were there
     * @param heapAtLast the same after the last head
     * @param heavy what became of the one with many subscriptions, in words; empty: there was none
     */
    record Result(long[] delays, int heads, long heapAtFirst, long heapAtLast, String heavy) {
        double millis(double share) {
            return delays[(int) Math.min(delays.length - 1, delays.length * share)] / 1e6;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%,9d notifications of %d heads: p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, longest %.1f ms;"
                            + " heap for each %,d bytes at first, %,d at last%s",
                    delays.length,
                    heads,
                    millis(0.5),
                    millis(0.9),
                    millis(0.99),
                    millis(0.999),
                    millis(1),
                    heapAtFirst,
                    heapAtLast,
                    heavy.isEmpty() ? "" : "; one more was " + heavy);
        }
    }

    FanoutRun(Cluster.Member replica, HeadWriter writer) {
        this.replica = replica;
        this.writer = writer;
    }

    /** Writes the first heads, so that both sides have compiled what they run; leaves so many to be measured. */
    void warmUp(int left) throws IOException, InterruptedException {
        int count = Math.min(WARM_UP_HEADS, writer.remaining() - 1 - left);
        if (count < 1) {
            throw new StartupException(
                    "the recording has too few heads: measure fewer (--heads), or name another with" + " --recording");
        }
        writer.write(nextHead());
        if (!replica.awaitReady(READY_MILLIS)) {
            throw new IllegalStateException("the replica does not become ready");
        }
        measure(WARM_UP_DAPPS, count, WARM_UP_MILLIS, null);
    }

    /** Writes so many heads, with a pause after each, and measures when so many dapps hear of them. */
    Result measure(int count, int headCount, long pauseMillis, @Nullable HeavyDapp heavy)
            throws IOException, InterruptedException {
        List<RecordedHeads.Line> heads = new ArrayList<>();
        while (heads.size() < headCount) {
            heads.add(nextHead());
        }
        int told = heads.stream().mapToInt(head -> head.added().size()).sum();
        long heapBefore = replica.usedBytes();
        try (Dapps dapps = new Dapps(replica.wsPort(), count, told);
                WsClient witness = new WsClient(replica.wsPort(), null)) {
            witness.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_subscribe\",\"params\":[\"newHeads\"]}");
            witness.next();
            dapps.start();
            long heapAtFirst = replica.usedBytes();
            write(heads, dapps, pauseMillis);
            await(dapps, told * count);
            check(heads, witness);
            long[] delays = dapps.delays();
            Arrays.sort(delays);
            return new Result(
                    delays,
                    told,
                    (heapAtFirst - heapBefore) / count,
                    (replica.usedBytes() - heapBefore) / count,
                    heavy == null ? "" : heavy.end());
        }
    }

    private void write(List<RecordedHeads.Line> heads, Dapps dapps, long pauseMillis) throws InterruptedException {
        int told = 0;
        for (RecordedHeads.Line head : heads) {
            for (int i = 0; i < head.added().size(); i++) {
                dapps.event(told++);
            }
            writer.write(head);
            Thread.sleep(pauseMillis);
        }
    }

    private static void await(Dapps dapps, int notifications) throws InterruptedException {
        long end = System.nanoTime() + HEARD_WITHIN_MILLIS * 1_000_000;
        while (dapps.heard() < notifications && System.nanoTime() < end) {
            Thread.sleep(10);
        }
        if (dapps.heard() != notifications || dapps.ended() > 0) {
            throw new IllegalStateException(dapps.heard() + " of " + notifications + " notifications were heard, "
                    + dapps.ended() + " connections ended");
        }
    }

    /** One of them reads what it is told: it must be what the recording says, in order. */
    private static void check(List<RecordedHeads.Line> heads, WsClient witness) throws InterruptedException {
        for (RecordedHeads.Line head : heads) {
            for (Hash hash : head.added()) {
                String told = witness.nextJson().at("/params/result/hash").asText();
                if (!told.equals(hash.toString())) {
                    throw new IllegalStateException("told of " + told + " instead of " + hash);
                }
            }
        }
    }

    private RecordedHeads.Line nextHead() {
        RecordedHeads.Line head = writer.next();
        if (head == null) {
            throw new IllegalArgumentException("the recording has not so many heads");
        }
        return head;
    }
}

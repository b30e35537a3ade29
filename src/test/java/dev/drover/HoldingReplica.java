package dev.drover;

import dev.drover.chain.Head;
import dev.drover.config.Options;
import dev.drover.head.HeadChange;
import dev.drover.head.HeadFeed;
import dev.drover.head.HeadPublisher;
import dev.drover.head.ServedHead;
import dev.drover.head.StandaloneHeads;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A replica of a pool as Ether Cattle has it: a head is shown 80 ms after its record was written, by the clocks of all, so
 * that replicas which are not slower than that show it at the same moment. For comparison in the pool's trial.
 */
public final class HoldingReplica {
    private static final long HOLD_MILLIS = 80;

    private HoldingReplica() {}

    /** Runs until it is ended. */
    public static void main(String[] args) throws InterruptedException {
        Gateway gateway = Gateway.start(
                Options.parse(args),
                (storage, feed, stats, topicRead) ->
                        HeadSource.standalone(new HoldingHeads(feed, stats::recordTimeMillis)));
        Runtime.getRuntime().addShutdownHook(new Thread(gateway::close));
        Thread.currentThread().join();
    }

    private static final class HoldingHeads implements HeadPublisher {
        private final StandaloneHeads heads;
        private final LongSupplier recordTimeMillis;

        HoldingHeads(HeadFeed feed, LongSupplier recordTimeMillis) {
            this.heads = new StandaloneHeads(feed::publish);
            this.recordTimeMillis = recordTimeMillis;
        }

        @Override
        public void applied(ServedHead next, @Nullable HeadChange change) {
            long age = System.currentTimeMillis() - recordTimeMillis.getAsLong();
            if (age < HOLD_MILLIS) {
                try {
                    Thread.sleep(HOLD_MILLIS - age);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            heads.applied(next, change);
        }

        @Override
        public @Nullable ServedHead acquire() {
            return heads.acquire();
        }

        @Override
        public @Nullable Head head() {
            return heads.head();
        }

        @Override
        public void close() {
            heads.close();
        }
    }
}

package dev.drover.ws;

import dev.drover.chain.BlockId;
import dev.drover.chain.Senders;
import dev.drover.config.WsConfig;
import dev.drover.head.HeadFeed;
import dev.drover.head.ServedHeads;
import dev.drover.health.Heartbeats;
import dev.drover.rpc.Dispatcher;
import dev.drover.rpc.encode.CatchUp;
import dev.drover.txpool.PendingTransactions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The parts that all instances of {@link WsVerticle} share: the announcer of steps, the reader and encoder of notices, and
 * the statistics. Thread-safe.
 */
public final class WsService implements AutoCloseable {
    private final WsConfig config;
    private final Origins origins;
    private final Dispatcher dispatcher;
    private final Chain chain;
    private final Duration drain;
    private final WsStats stats = new WsStats();
    private final SubscriptionIds ids = new SubscriptionIds();
    private final NoticeReader reader;
    private final Announcer announcer;
    private final List<Broadcaster> broadcasters = new CopyOnWriteArrayList<>();
    private volatile int port;

    /**
     * The sources of notices.
     *
     * @param heads the heads that requests are answered from
     * @param feed announces changes of {@code heads}
     * @param catchUp returns null once the topic has been read to its end; called on any thread, must not block
     * @param pending the pending transactions; null if there are none to subscribe to
     * @param logPositionMax the most addresses, or topics at one position, of a subscription to logs; 0: no limit
     * @param senders recovers the senders of transactions
     */
    public record Chain(
            ServedHeads heads,
            HeadFeed feed,
            Supplier<@Nullable CatchUp> catchUp,
            @Nullable PendingTransactions pending,
            int logPositionMax,
            Senders senders) {}

    /**
     * Creates a service that announces {@code chain} and answers calls with {@code dispatcher}.
     *
     * @param heartbeats watches the announcer's thread
     * @param drain how long the servers wait for running requests when they stop
     */
    public WsService(WsConfig config, Dispatcher dispatcher, Chain chain, Heartbeats heartbeats, Duration drain) {
        this.drain = drain;
        this.config = config;
        this.origins = Origins.of(config.origins());
        this.dispatcher = dispatcher;
        this.chain = chain;
        this.reader = new NoticeReader(chain.heads(), chain.senders());
        this.announcer = new Announcer(
                chain.heads(), reader, stats, heartbeats, config.limits().resumeBlocks());
        PendingTransactions pending = chain.pending();
        if (pending != null) {
            pending.listen(transaction -> {
                PendingNotices notices = new PendingNotices(transaction, chain.senders());
                broadcasters.forEach(broadcaster -> broadcaster.offer(notices));
            });
        }
    }

    /** Returns the statistics of all sessions. */
    public WsStats stats() {
        return stats;
    }

    /** Returns the port that is listened on, or 0 before that. */
    public int port() {
        return port;
    }

    /** Stops announcing. Blocks until the threads have ended, at most a few seconds. */
    @Override
    public void close() {
        announcer.close();
        reader.close();
    }

    /**
     * Adds an event loop: it receives all steps and pending transactions from now on.
     *
     * @return the block that the next step follows; null if it is the first one
     */
    @Nullable BlockId join(Fanout fanout, Broadcaster broadcaster) {
        broadcasters.add(broadcaster);
        return announcer.join(fanout, chain.feed());
    }

    void leave(Fanout fanout, Broadcaster broadcaster) {
        broadcasters.remove(broadcaster);
        announcer.leave(fanout);
    }

    WsConfig config() {
        return config;
    }

    Duration drain() {
        return drain;
    }

    Origins origins() {
        return origins;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    Chain chain() {
        return chain;
    }

    SubscriptionIds ids() {
        return ids;
    }

    NoticeReader reader() {
        return reader;
    }

    void listening(int actualPort) {
        port = actualPort;
    }
}

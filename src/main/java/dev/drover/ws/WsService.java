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
 * What the instances of {@link WsVerticle} have in common: above all, the chain's news is read and encoded here, once for
 * all. Any thread.
 */
public final class WsService implements AutoCloseable {
    private final WsConfig config;
    private final Origins origins;
    private final Dispatcher dispatcher;
    private final Chain chain;
    private final Duration drain;
    private final WsStats stats = new WsStats();
    private final SubscriptionIds ids = new SubscriptionIds();
    private final BlockDetails details;
    private final Announcer announcer;
    private final List<Fanout> fanouts = new CopyOnWriteArrayList<>();
    private volatile int port;

    /**
     * Where the news comes from.
     *
     * @param heads what requests are answered from
     * @param feed announces {@code heads}
     * @param catchUp null once the topic was read up to its end; asked on any thread, must not block
     * @param logPositionMax addresses, or topics at one position, of a subscription to logs; 0: any number
     * @param pending tells of pending transactions; null: nobody does
     * @param senders of transactions
     */
    public record Chain(
            ServedHeads heads,
            HeadFeed feed,
            Supplier<@Nullable CatchUp> catchUp,
            @Nullable PendingTransactions pending,
            int logPositionMax,
            Senders senders) {}

    /**
     * A service that announces {@code chain} and answers calls with {@code dispatcher}.
     *
     * @param heartbeats watch the thread that announces
     * @param drain how long requests may take to be finished when the servers stop
     */
    public WsService(WsConfig config, Dispatcher dispatcher, Chain chain, Heartbeats heartbeats, Duration drain) {
        this.drain = drain;
        this.config = config;
        this.origins = Origins.of(config.origins());
        this.dispatcher = dispatcher;
        this.chain = chain;
        this.details = new BlockDetails(chain.heads(), chain.senders());
        this.announcer = new Announcer(
                chain.heads(), details, stats, heartbeats, config.limits().resumeBlocks());
        PendingTransactions pending = chain.pending();
        if (pending != null) {
            pending.listen(transaction -> {
                PendingNews news = new PendingNews(transaction, chain.senders());
                fanouts.forEach(fanout -> fanout.offer(news));
            });
        }
    }

    /** What all sessions do, in numbers. */
    public WsStats stats() {
        return stats;
    }

    /** The port that is listened on; 0 before that. */
    public int port() {
        return port;
    }

    /** Announces nothing any more and reads nothing any more. Blocks for a moment. */
    @Override
    public void close() {
        announcer.close();
        details.close();
    }

    /**
     * From now on {@code fanout} is told of everything.
     *
     * @return up to where the chain was told before; null: nothing of it
     */
    @Nullable BlockId join(Fanout fanout) {
        fanouts.add(fanout);
        return announcer.join(fanout, chain.feed());
    }

    void leave(Fanout fanout) {
        fanouts.remove(fanout);
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

    BlockDetails details() {
        return details;
    }

    void listening(int actualPort) {
        port = actualPort;
    }
}

package dev.drover;

import dev.drover.chain.Senders;
import dev.drover.config.Config;
import dev.drover.config.StartupException;
import dev.drover.head.HeadFeed;
import dev.drover.head.HeadPublisher;
import dev.drover.head.ServedHeads;
import dev.drover.head.StandaloneHeads;
import dev.drover.health.EventLoops;
import dev.drover.health.Heartbeats;
import dev.drover.http.HttpService;
import dev.drover.ingest.IngestStats;
import dev.drover.ingest.IngestVerticle;
import dev.drover.ops.Meters;
import dev.drover.ops.OpsVerticle;
import dev.drover.ops.ProgressLog;
import dev.drover.ops.Readiness;
import dev.drover.pool.live.Pool;
import dev.drover.pool.live.PoolNotes;
import dev.drover.pool.live.PoolStatus;
import dev.drover.rpc.Dispatcher;
import dev.drover.rpc.Lanes;
import dev.drover.rpc.MethodTable;
import dev.drover.rpc.encode.CatchUp;
import dev.drover.rpc.filter.FilterPositions;
import dev.drover.state.States;
import dev.drover.store.LayeredStore;
import dev.drover.store.StoreException;
import dev.drover.txpool.PendingTopic;
import dev.drover.txpool.PendingTransactions;
import dev.drover.ws.WsService;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One replica, put together: the only place that knows who knows whom, in which order parts start, and that they stop in
 * the reverse order.
 */
public final class Gateway implements AutoCloseable {
    private final Config config;
    private final Parts parts = new Parts();
    private final Heads choice;
    private final Heartbeats heartbeats;
    private final IngestStats ingestStats = new IngestStats();
    private @Nullable HttpService http;
    private @Nullable WsService ws;
    private volatile @Nullable IngestVerticle ingesting;
    private @Nullable OpsVerticle ops;
    private @Nullable Readiness readiness;

    /** Makes what serves the heads, once what it needs is there. */
    @FunctionalInterface
    interface Heads {
        HeadPublisher make(Gateway gateway, HeadFeed feed, LongSupplier recordTimeMillis);
    }

    private Gateway(Config config, Heads choice) {
        this.config = config;
        this.choice = choice;
        this.heartbeats = new Heartbeats(config.ops().heartbeatTimeout());
    }

    /**
     * Starts a replica and returns when its ports are open; it may still be reading up to the topic's end then. Blocks. Throws
     * StartupException, having stopped what was started, if it cannot.
     */
    public static Gateway start(Config config) {
        return start(config, (gateway, feed, recordTimeMillis) -> {
            if (config.pool().topic() == null) {
                return new StandaloneHeads(feed::publish);
            }
            return new Pool(config, gateway.heartbeats, gateway::hasReadTopic, feed::publish);
        });
    }

    /** The same, with heads served in another way. */
    static Gateway start(Config config, Heads choice) {
        Gateway gateway = new Gateway(config, choice);
        try {
            gateway.startParts();
            return gateway;
        } catch (RuntimeException e) {
            gateway.close();
            throw e;
        }
    }

    private void startParts() {
        Meters meters = new Meters();
        parts.add(meters::close);
        Vertx vertx = Vertx.builder().withMetrics(meters.vertxMetrics()).build();
        parts.add(() -> Parts.await(vertx.close()));
        parts.add(EventLoops.watch(vertx, heartbeats)::close);
        LayeredStore store = openStore();
        parts.add(store::close);
        Lanes lanes = new Lanes(
                config.rpc().readThreads(),
                config.rpc().inflightReads(),
                config.rpc().evm().threads(),
                config.rpc().evm().inflight());
        parts.add(lanes::close);
        HeadFeed feed = new HeadFeed(vertx);
        HeadPublisher heads = choice.make(this, feed, ingestStats::recordTimeMillis);
        parts.add(heads::close);
        IngestVerticle ingest =
                new IngestVerticle(config.kafka(), config.head(), store, ingestStats, heads::applied, heartbeats);
        startOps(vertx, meters, store, lanes, heads, feed, ingest);
        ingesting = ingest;
        parts.deploy(vertx, () -> ingest, 1, "");
        heads.start();
        States states = new States(config.cache().trieMaxBytes());
        meters.bindStates(states);
        Senders senders = new Senders(config.cache().sendersMax());
        Supplier<@Nullable CatchUp> catchUp = () -> catchUp(ingest);
        PendingTransactions pending = pendingTransactions(meters);
        WsService.Chain chain = new WsService.Chain(
                heads, feed, catchUp, pending, config.rpc().logs().positionMax(), senders);
        startServers(
                vertx,
                meters,
                lanes,
                chain,
                Methods.all(
                        config, senders, states, catchUp, () -> poolStatus(heads), filterPositions(meters), pending));
    }

    private LayeredStore openStore() {
        try {
            return LayeredStore.open(config.store());
        } catch (StoreException e) {
            throw new StartupException(String.valueOf(e.getMessage()), e);
        }
    }

    private void startOps(
            Vertx vertx,
            Meters meters,
            LayeredStore store,
            Lanes lanes,
            ServedHeads heads,
            HeadFeed feed,
            IngestVerticle ingest) {
        InstantSource clock = InstantSource.system();
        Readiness ready = new Readiness(
                config.ops().readiness(),
                heads,
                new Readiness.Ingesting(ingest::caughtUp, ingest::failure, ingestStats::recordTimeMillis),
                clock);
        readiness = ready;
        ProgressLog progress = new ProgressLog(
                heads,
                new ProgressLog.Position(
                        ingest::caughtUp,
                        ingestStats::offset,
                        ingestStats::endOffset,
                        ingestStats::recordTimeMillis,
                        ingestStats.recordBytes::sum),
                clock);
        meters.bindHead(heads, clock);
        meters.bindIngest(ingestStats);
        meters.bindReadiness(ready);
        meters.bindStore(store.stats());
        meters.bindLanes(lanes);
        if (heads instanceof Pool pool) {
            meters.bindPool(pool);
        }
        OpsVerticle verticle = new OpsVerticle(config.ops(), meters, ready, heartbeats, progress, feed);
        ops = verticle;
        parts.deploy(vertx, () -> verticle, 1, "");
    }

    private @Nullable PendingTransactions pendingTransactions(Meters meters) {
        String topic = config.kafka().txpoolTopic();
        PendingTransactions transactions = new PendingTransactions();
        meters.bindTxpool(transactions);
        if (topic == null) {
            return null;
        }
        PendingTopic reader = new PendingTopic(heartbeats, config.kafka(), topic, transactions);
        parts.add(reader::close);
        return transactions;
    }

    private FilterPositions filterPositions(Meters meters) {
        InstantSource clock = InstantSource.system();
        int most = config.cache().filtersMax();
        String pool = config.pool().topic();
        if (pool == null) {
            return FilterPositions.alone(clock, most);
        }
        PoolNotes notes = new PoolNotes(pool, config.kafka(), heartbeats, FilterPositions.KEPT);
        FilterPositions positions = new FilterPositions(clock, most, notes::tell);
        notes.start(positions::heard);
        parts.add(notes::close);
        meters.bindNotes(notes);
        return positions;
    }

    private @Nullable CatchUp catchUp(IngestVerticle ingest) {
        return ingest.caughtUp()
                ? null
                : new CatchUp(
                        ingestStats.startBlock(),
                        ingestStats.records.sum(),
                        ingestStats.lagRecords().orElse(0));
    }

    private void startServers(Vertx vertx, Meters meters, Lanes lanes, WsService.Chain chain, MethodTable methods) {
        ServedHeads heads = chain.heads();
        Dispatcher dispatcher = new Dispatcher(methods, heads, chain.feed(), lanes, config.rpc(), meters.rpcObserver());
        Readiness ready = Objects.requireNonNull(readiness);
        HttpService httpService =
                new HttpService(config.http(), dispatcher, heads, lanes, ready::ready, config.shutdownTimeout());
        WsService wsService = new WsService(config.ws(), dispatcher, chain, heartbeats, config.shutdownTimeout());
        parts.add(wsService::close);
        http = httpService;
        ws = wsService;
        meters.bindHttp(httpService);
        meters.bindWs(wsService.stats());
        Servers.start(vertx, config, httpService, wsService, parts);
    }

    private static @Nullable PoolStatus poolStatus(ServedHeads heads) {
        return heads instanceof Pool pool ? pool.status() : null;
    }

    private boolean hasReadTopic() {
        IngestVerticle ingest = ingesting;
        return ingest != null
                && ingest.caughtUp()
                && ingest.failure() == null
                && ingestStats.lagRecords().equals(OptionalLong.of(0));
    }

    /** The port of HTTP JSON-RPC. */
    public int httpPort() {
        return Objects.requireNonNull(http).port();
    }

    /** The port of WebSocket JSON-RPC; HTTP's if both share one. */
    public int wsPort() {
        int own = Objects.requireNonNull(ws).port();
        return own == 0 ? httpPort() : own;
    }

    /** The operators' port. */
    public int opsPort() {
        return Objects.requireNonNull(ops).port();
    }

    /** Offset of the newest record read; -1 before the first. */
    public long offset() {
        return ingestStats.offset();
    }

    /** Whether clients should be sent here. */
    public Readiness readiness() {
        return Objects.requireNonNull(readiness);
    }

    /**
     * Tells load balancers, lets requests finish for up to {@code --shutdown.timeout}, leaves the pool, writes what was read and
     * closes everything. Blocks; a second call does nothing.
     */
    @Override
    public void close() {
        Readiness ready = readiness;
        if (ready != null) {
            ready.stopping();
        }
        parts.close();
    }
}

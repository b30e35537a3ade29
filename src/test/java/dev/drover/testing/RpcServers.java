package dev.drover.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.SharedPort;
import dev.drover.chain.Senders;
import dev.drover.config.HttpConfig;
import dev.drover.config.WsConfig;
import dev.drover.head.HeadFeed;
import dev.drover.head.ServedHeads;
import dev.drover.health.Heartbeats;
import dev.drover.http.HttpService;
import dev.drover.http.HttpVerticle;
import dev.drover.json.Json;
import dev.drover.rpc.Dispatcher;
import dev.drover.rpc.Lane;
import dev.drover.rpc.Lanes;
import dev.drover.rpc.MethodTable;
import dev.drover.rpc.RpcObserver;
import dev.drover.rpc.encode.CatchUp;
import dev.drover.ws.WsService;
import dev.drover.ws.WsVerticle;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The servers of one replica, on real sockets, over heads that the test serves. */
public final class RpcServers implements AutoCloseable {
    /** geth's limits. */
    public static final HttpConfig.Limits HTTP_LIMITS = new HttpConfig.Limits(
            5 << 20, 1_000, Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(120), true);

    /** geth's limits. */
    public static final WsConfig.Limits WS_LIMITS = new WsConfig.Limits(
            1_000,
            32 << 20,
            100,
            100,
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            new WsConfig.Queue(10_000, 16 << 20, Duration.ofSeconds(5)),
            1_000);

    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx();
    private final HeadFeed feed = new HeadFeed(vertx);
    private final Lanes lanes = new Lanes(4, 256);
    private final ServedHeads heads;
    private final Dispatcher dispatcher;
    private final List<WsService> sessions = new CopyOnWriteArrayList<>();
    private final Queue<Throwable> unhandled = new ConcurrentLinkedQueue<>();
    private final List<String> deployed = new CopyOnWriteArrayList<>();
    private volatile boolean ready;
    private volatile @Nullable CatchUp syncing;

    /** Servers that answer from {@code table} at {@code heads}; none listens yet. */
    public RpcServers(MethodTable table, ServedHeads heads) {
        this.heads = heads;
        vertx.exceptionHandler(unhandled::add);
        dispatcher = new Dispatcher(table, heads, feed, lanes, RpcConfigs.GETH, RpcObserver.NONE);
    }

    /** Two methods for tests of what is around methods: {@code eth_chainId}, always 7, and {@code eth_blockNumber}. */
    public static MethodTable twoMethods() {
        MethodTable table = new MethodTable();
        table.add("eth_chainId", Lane.INSTANT, () -> Json.quantity(7));
        table.addAtHead(
                "eth_blockNumber",
                Lane.INSTANT,
                call -> Json.quantity(call.head().head().number()));
        return table;
    }

    /** A configuration without CORS that answers requests to localhost. */
    public static HttpConfig httpConfig(HttpConfig.Limits limits) {
        return new HttpConfig("127.0.0.1", 0, List.of(), List.of("localhost"), limits);
    }

    /** Starts two instances of the HTTP server. */
    public HttpService startHttp(HttpConfig config) {
        HttpService service = new HttpService(config, dispatcher, heads, lanes, () -> ready, DRAIN);
        deploy(() -> new HttpVerticle(service, null));
        return service;
    }

    /** Starts two instances of an HTTP server that takes WebSockets, too. */
    public HttpService startHttpWithWs(HttpConfig config, WsConfig.Limits limits) {
        HttpService service = new HttpService(config, dispatcher, heads, lanes, () -> ready, DRAIN);
        WsService sessions = service(new WsConfig("127.0.0.1", 0, List.of(), limits));
        deploy(() -> new HttpVerticle(service, new SharedPort(vertx, sessions)));
        return service;
    }

    /** Starts two instances of the WebSocket server. */
    public WsService startWs(WsConfig.Limits limits, String... origins) {
        WsConfig config = new WsConfig("127.0.0.1", 0, List.of(origins), limits);
        WsService service = service(config);
        deploy(() -> new WsVerticle(service));
        return service;
    }

    /** Where tests announce heads. */
    public HeadFeed feed() {
        return feed;
    }

    /** The threads on which methods run. */
    public Lanes lanes() {
        return lanes;
    }

    /** The Vert.x instance. */
    public Vertx vertx() {
        return vertx;
    }

    /** Says whether the replica is ready. */
    public void setReady(boolean ready) {
        this.ready = ready;
    }

    /** Says how far the replica has come; null: it has read all. */
    public void setSyncing(@Nullable CatchUp syncing) {
        this.syncing = syncing;
    }

    /** Asks all servers to stop; completes when they have. */
    public Future<?> stop() {
        return Future.join(deployed.stream().map(vertx::undeploy).toList());
    }

    /** Stops all, and fails if some handler let an exception escape: somebody may have waited for its work. */
    @Override
    public void close() throws TimeoutException {
        sessions.forEach(WsService::close);
        vertx.close().await(20, TimeUnit.SECONDS);
        lanes.close();
        assertThat(unhandled).isEmpty();
    }

    private WsService service(WsConfig config) {
        WsService service = new WsService(
                config,
                dispatcher,
                new WsService.Chain(heads, feed, () -> syncing, null, 1_000, new Senders(1_000)),
                new Heartbeats(Duration.ZERO),
                DRAIN);
        sessions.add(service);
        return service;
    }

    private void deploy(Supplier<Deployable> verticle) {
        deployed.add(vertx.deployVerticle(verticle, new DeploymentOptions().setInstances(2))
                .await());
    }
}

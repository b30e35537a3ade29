package dev.drover.testing;

import dev.drover.config.HttpConfig;
import dev.drover.config.WsConfig;
import dev.drover.head.HeadFeed;
import dev.drover.http.HttpService;
import dev.drover.http.HttpVerticle;
import dev.drover.rpc.Dispatcher;
import dev.drover.rpc.Json;
import dev.drover.rpc.Lane;
import dev.drover.rpc.Lanes;
import dev.drover.rpc.MethodTable;
import dev.drover.rpc.RpcObserver;
import dev.drover.ws.WsService;
import dev.drover.ws.WsVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The servers of one replica, on real sockets, over heads that the test serves. */
public final class RpcServers implements AutoCloseable {
    /** geth's limits. */
    public static final HttpConfig.Limits HTTP_LIMITS =
            new HttpConfig.Limits(5 << 20, 1_000, Duration.ofSeconds(30), Duration.ofSeconds(120), true);

    /** geth's limits. */
    public static final WsConfig.Limits WS_LIMITS = new WsConfig.Limits(
            1_000, 32 << 20, 100, 100, Duration.ofSeconds(30), new WsConfig.Queue(10_000, 16 << 20));

    private final Vertx vertx = Vertx.vertx();
    private final HeadFeed feed = new HeadFeed(vertx);
    private final ManualHeads heads = new ManualHeads(new InMemoryStore());
    private final MethodTable table = new MethodTable();
    private final Lanes lanes = new Lanes(4, 256);
    private final Dispatcher dispatcher = new Dispatcher(table, heads, lanes, RpcConfigs.GETH, RpcObserver.NONE);
    private volatile boolean ready;

    /** Servers with two methods, {@code eth_chainId} and {@code eth_blockNumber}; none listens yet. */
    public RpcServers(long chainId) {
        table.add("eth_chainId", Lane.INSTANT, () -> Json.quantity(chainId));
        table.addAtHead(
                "eth_blockNumber",
                Lane.INSTANT,
                call -> Json.quantity(call.head().head().number()));
    }

    /** A configuration without CORS that answers requests to localhost. */
    public static HttpConfig httpConfig(HttpConfig.Limits limits) {
        return new HttpConfig("127.0.0.1", 0, List.of(), List.of("localhost"), limits);
    }

    /** Starts two instances of the HTTP server. */
    public HttpService startHttp(HttpConfig config) {
        HttpService service = new HttpService(config, dispatcher, heads, lanes, () -> ready);
        vertx.deployVerticle(() -> new HttpVerticle(service, null), new DeploymentOptions().setInstances(2))
                .await();
        return service;
    }

    /** Starts two instances of the WebSocket server. */
    public WsService startWs(WsConfig.Limits limits, String... origins) {
        WsConfig config = new WsConfig("127.0.0.1", 0, List.of(origins), limits);
        WsService service = new WsService(config, dispatcher, feed);
        vertx.deployVerticle(() -> new WsVerticle(service), new DeploymentOptions().setInstances(2))
                .await();
        return service;
    }

    /** Where tests add methods of their own. */
    public MethodTable table() {
        return table;
    }

    /** Where tests say what is served. */
    public ManualHeads heads() {
        return heads;
    }

    /** Where tests announce heads. */
    public HeadFeed feed() {
        return feed;
    }

    /** The dispatcher behind all servers. */
    public Dispatcher dispatcher() {
        return dispatcher;
    }

    /** The Vert.x instance. */
    public Vertx vertx() {
        return vertx;
    }

    /** Says whether the replica is ready. */
    public void setReady(boolean ready) {
        this.ready = ready;
    }

    @Override
    public void close() throws TimeoutException {
        vertx.close().await(20, TimeUnit.SECONDS);
        lanes.close();
    }
}

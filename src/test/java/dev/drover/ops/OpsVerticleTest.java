package dev.drover.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.config.Config;
import dev.drover.config.OpsConfig;
import dev.drover.config.OpsConfig.ReadinessLimits;
import dev.drover.config.Options;
import dev.drover.config.StartupException;
import dev.drover.head.HeadFeed;
import dev.drover.health.Heartbeat;
import dev.drover.health.Heartbeats;
import dev.drover.http.HttpService;
import dev.drover.ingest.IngestStats;
import dev.drover.pool.live.Pool;
import dev.drover.pool.live.PoolNotes;
import dev.drover.rpc.Dispatcher;
import dev.drover.rpc.Lane;
import dev.drover.rpc.Lanes;
import dev.drover.rpc.MethodTable;
import dev.drover.rpc.RpcFault;
import dev.drover.rpc.RpcObserver;
import dev.drover.state.States;
import dev.drover.store.LayeredStore;
import dev.drover.testing.FixedHeads;
import dev.drover.testing.ManualClock;
import dev.drover.testing.Stores;
import dev.drover.txpool.PendingTransactions;
import dev.drover.ws.WsStats;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class OpsVerticleTest {
    @TempDir
    Path dir;

    private final Meters meters = new Meters();
    private final FixedHeads heads = new FixedHeads();
    private final IngestStats stats = new IngestStats();
    private final ManualClock clock = new ManualClock(1_000);
    private final Heartbeats heartbeats = new Heartbeats(Duration.ofSeconds(60));
    private final Lanes lanes = new Lanes(1, 1);
    private final Readiness readiness = new Readiness(
            ReadinessLimits.NONE,
            heads,
            new Readiness.Ingesting(() -> true, () -> null, stats::recordTimeMillis),
            clock);
    private final Vertx vertx =
            Vertx.builder().withMetrics(meters.vertxMetrics()).build();
    private final HeadFeed feed = new HeadFeed(vertx);
    private final HttpClient client = HttpClient.newHttpClient();
    private OpsVerticle ops;
    private LayeredStore store;

    @BeforeEach
    void start() throws Exception {
        meters.bindHead(heads, clock);
        meters.bindReadiness(readiness);
        meters.bindIngest(stats);
        meters.bindLanes(lanes);
        meters.bindStates(new States(0));
        store = Stores.open(dir, null);
        meters.bindStore(store.stats());
        meters.bindTxpool(new PendingTransactions());
        meters.bindWs(new WsStats());
        meters.bindHttp(http());
        Config config = Options.parse();
        meters.bindPool(new Pool(config, heartbeats, () -> true, change -> {}));
        meters.bindNotes(new PoolNotes("pool", config.kafka(), heartbeats, Duration.ZERO));
        ops = verticle(0);
        deploy(ops);
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        vertx.close().await(10, TimeUnit.SECONDS);
        lanes.close();
        store.close();
        meters.close();
    }

    @Test
    void livesAsSoonAsItAnswers() throws Exception {
        assertThat(get("/liveness").statusCode()).isEqualTo(200);
        assertThat(new JsonObject(get("/liveness").body()).getString("status")).isEqualTo("UP");
    }

    @Test
    void isNotAliveWhenAThreadHasEnded() throws Exception {
        Heartbeat heartbeat = heartbeats.register("drover-pool");
        assertThat(get("/liveness").statusCode()).isEqualTo(200);
        heartbeat.failed(new IllegalStateException("no more"));
        HttpResponse<String> answer = get("/liveness");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(new JsonObject(answer.body()).getJsonArray("reasons"))
                .containsExactly("thread drover-pool has ended: java.lang.IllegalStateException: no more");
    }

    @Test
    void tellsWhyItIsNotReady() throws Exception {
        HttpResponse<String> before = get("/readiness");
        assertThat(before.statusCode()).isEqualTo(503);
        assertThat(new JsonObject(before.body()))
                .isEqualTo(new JsonObject().put("status", "DOWN").put("reasons", new JsonArray().add("no head yet")));
        heads.set(1, 1_000);
        HttpResponse<String> after = get("/readiness");
        assertThat(after.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(after.body()))
                .isEqualTo(new JsonObject().put("status", "UP").put("reasons", new JsonArray()));
    }

    @Test
    void refusesOtherPathsAndMethods() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(404);
        HttpResponse<String> posted = client.send(
                HttpRequest.newBuilder(uri("/liveness"))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(posted.statusCode()).isEqualTo(405);
    }

    @Test
    void measuresVertxAndTheJvm() throws Exception {
        get("/liveness");
        assertThat(get("/metrics").body())
                .contains("vertx_http_server_response_time_seconds", "vertx_http_server_requests_total")
                .contains(
                        "vertx_eventbus_", "vertx_pool_", "jvm_memory_used_bytes", "jvm_gc_", "process_uptime_seconds");
    }

    @Test
    void measuresAllThatItNamesAndNamesAllThatItMeasures() throws Exception {
        RpcObserver observer = meters.rpcObserver();
        observer.onCall("eth_chainId", Lane.INSTANT, null, 1_000);
        observer.onCall(RpcObserver.UNKNOWN, Lane.INSTANT, RpcFault.METHOD_NOT_FOUND, 1_000);
        String scrape = get("/metrics").body();
        Set<String> measured = Pattern.compile("^# TYPE (drover_[a-z_]+|ethereum_[a-z_]+) ", Pattern.MULTILINE)
                .matcher(scrape)
                .results()
                .map((MatchResult match) -> match.group(1))
                // The format has a line of its own for the longest time.
                .filter(name -> !name.endsWith("_seconds_max"))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> named =
                Arrays.stream(Metric.values()).map(Metric::metricName).collect(Collectors.toCollection(TreeSet::new));
        assertThat(measured).isEqualTo(named);
    }

    @Test
    void countsWhatLowerPackagesCountAfterACollectionToo() throws Exception {
        heads.set(77, 990);
        stats.records.add(5);
        System.gc();
        String scrape = get("/metrics").body();
        assertThat(scrape)
                .contains("drover_ingest_records_total 5.0\n")
                .contains("drover_head_block_number 77.0\n", "ethereum_blockchain_height 77.0\n")
                .contains("drover_head_age_seconds 10.0\n", "drover_ready 1.0\n")
                .contains("drover_build_info{java=\"25\",version=\"");
    }

    @Test
    void countsCallsByMethodAndOutcome() throws Exception {
        RpcObserver observer = meters.rpcObserver();
        observer.onCall("eth_chainId", Lane.INSTANT, null, 1_000);
        observer.onCall("eth_chainId", Lane.INSTANT, RpcFault.INVALID_PARAMS, 1_000);
        assertThat(get("/metrics").body())
                .contains("drover_rpc_requests_total{method=\"eth_chainId\",outcome=\"ok\"} 1.0")
                .contains("drover_rpc_requests_total{method=\"eth_chainId\",outcome=\"invalid_params\"} 1.0")
                .contains("drover_rpc_request_seconds_count{method=\"eth_chainId\"} 2");
    }

    @Test
    void saysWhatToDoWhenItsPortIsTaken() {
        assertThatThrownBy(() -> deploy(verticle(ops.port())))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("127.0.0.1:" + ops.port())
                .hasMessageContaining("--ops.port");
    }

    private HttpService http() {
        Config config = Options.parse();
        Dispatcher dispatcher = new Dispatcher(new MethodTable(), heads, feed, lanes, config.rpc(), RpcObserver.NONE);
        return new HttpService(config.http(), dispatcher, heads, lanes, readiness::ready, Duration.ZERO);
    }

    private OpsVerticle verticle(int port) {
        ProgressLog progress = new ProgressLog(
                heads,
                new ProgressLog.Position(
                        () -> true, stats::offset, stats::endOffset, stats::recordTimeMillis, stats.recordBytes::sum),
                clock);
        return new OpsVerticle(
                new OpsConfig("127.0.0.1", port, ReadinessLimits.NONE, Duration.ZERO),
                meters,
                readiness,
                heartbeats,
                progress,
                feed);
    }

    private void deploy(OpsVerticle verticle) throws Exception {
        vertx.deployVerticle(verticle).await(10, TimeUnit.SECONDS);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + ops.port() + path);
    }
}

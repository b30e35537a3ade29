package dev.drover.ops;

import dev.drover.chain.Head;
import dev.drover.config.Version;
import dev.drover.head.ServedHeads;
import dev.drover.http.HttpService;
import dev.drover.ingest.IngestStats;
import dev.drover.ingest.KeyClass;
import dev.drover.pool.live.Pool;
import dev.drover.pool.live.PoolNotes;
import dev.drover.rpc.Lane;
import dev.drover.rpc.Lanes;
import dev.drover.rpc.RpcObserver;
import dev.drover.state.States;
import dev.drover.store.StoreStats;
import dev.drover.txpool.PendingTransactions;
import dev.drover.verify.ContentKind;
import dev.drover.verify.Verdict;
import dev.drover.ws.WsStats;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Info;
import io.vertx.core.spi.VertxMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * All meters of the process, in the Prometheus format: those of the JVM and of Vert.x, and those of Drover, which read the
 * counters of other packages. Each source must be bound once. Scraping may access the disk and must not run on an event loop.
 */
public final class Meters implements AutoCloseable {
    /** Content type of {@link #scrape}. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics gc = new JvmGcMetrics();
    // Micrometer keeps only weak references to the objects that it reads.
    private final List<LongSupplier> counted = new ArrayList<>();

    /** Creates a registry with the meters of the process. */
    public Meters() {
        gc.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        String java = String.valueOf(Runtime.version().feature());
        // Micrometer does not support info metrics; a gauge would lose the suffix of the name.
        Info.builder()
                .name(Metric.BUILD_INFO.metricName())
                .help(Metric.BUILD_INFO.help())
                .labelNames("version", "java")
                .register(registry.getPrometheusRegistry())
                .addLabelValues(Version.number(), java);
    }

    /** Returns the factory to build Vert.x with, so that its meters are registered here too. */
    public VertxMetricsFactory vertxMetrics() {
        return new MicrometerMetricsFactory(registry);
    }

    /** Registers the meters of the served head. */
    public void bindHead(ServedHeads heads, InstantSource clock) {
        DoubleSupplier number = () -> {
            Head head = heads.head();
            return head == null ? Double.NaN : head.number();
        };
        gauge(Metric.HEAD_NUMBER, Tags.empty(), number);
        gauge(Metric.HEIGHT, Tags.empty(), number);
        gauge(Metric.HEAD_EPOCH, Tags.empty(), () -> {
            Head head = heads.head();
            return head == null ? Double.NaN : head.epoch();
        });
        gauge(Metric.HEAD_AGE, Tags.empty(), () -> {
            Head head = heads.head();
            return head == null ? Double.NaN : clock.millis() / 1000.0 - head.timeSeconds();
        });
    }

    /** Registers the meter of readiness. */
    public void bindReadiness(Readiness readiness) {
        gauge(Metric.READY, Tags.empty(), () -> readiness.ready() ? 1 : 0);
    }

    /** Registers the meters of ingest. */
    public void bindIngest(IngestStats stats) {
        counter(Metric.HEAD_PUBLISHED, Tags.empty(), stats.headChanges::sum);
        counter(Metric.HEAD_REORGS, Tags.empty(), stats.reorgs::sum);
        counter(Metric.HEAD_REVERTED, Tags.empty(), stats.revertedBlocks::sum);
        counter(Metric.HEAD_REWINDS, Tags.empty(), stats.rewinds::sum);
        counter(Metric.HEAD_CLOCK_JUMPS, Tags.empty(), stats::clockJumps);
        gauge(Metric.HEAD_REORG_DEPTH, Tags.empty(), stats::deepestReorgBlocks);
        counter(Metric.INGEST_RECORDS, Tags.empty(), stats.records::sum);
        counter(Metric.INGEST_BYTES, Tags.empty(), stats.recordBytes::sum);
        for (KeyClass keyClass : KeyClass.values()) {
            counter(
                    Metric.INGEST_OPERATIONS,
                    Tags.of("class", keyClass.name().toLowerCase(Locale.ROOT)),
                    stats.writes(keyClass)::sum);
        }
        counter(Metric.INGEST_HEARTBEATS, Tags.empty(), stats.heartbeats::sum);
        counter(Metric.INGEST_DECODE_FAILURES, Tags.empty(), stats.malformed::sum);
        for (ContentKind kind : ContentKind.values()) {
            for (Verdict.Reason reason : Verdict.Reason.values()) {
                Tags tags = Tags.of("kind", name(kind), "reason", name(reason));
                counter(Metric.INGEST_REJECTED, tags, stats.rejected(kind, reason)::sum);
            }
        }
        gauge(Metric.INGEST_HELD, Tags.empty(), stats::held);
        counter(Metric.INGEST_UNRESOLVED, Tags.empty(), stats.unresolved::sum);
        counter(Metric.INGEST_IGNORED_DELETES, Tags.empty(), stats.contentDeletes::sum);
        gauge(Metric.INGEST_OPEN_BATCHES, Tags.empty(), stats::openBatches);
        counter(Metric.INGEST_EVICTED_BATCHES, Tags.empty(), stats::droppedTotal);
        counter(Metric.INGEST_REREAD_BATCHES, Tags.empty(), stats::rereadTotal);
        counter(Metric.INGEST_LOST_BATCHES, Tags.empty(), stats.lostBatches::sum);
        counter(Metric.INGEST_EMPTY_COMMITS, Tags.empty(), stats::emptyCommits);
        gauge(Metric.INGEST_OFFSET, Tags.empty(), stats::offset);
        gauge(Metric.INGEST_LAG, Tags.empty(), () -> {
            OptionalLong lag = stats.lagRecords();
            return lag.isPresent() ? lag.getAsLong() : Double.NaN;
        });
        gauge(Metric.INGEST_SILENCE, Tags.empty(), stats::silenceSeconds);
        counter(Metric.INGEST_WRITES, Tags.empty(), stats.flushes::sum);
        seconds(Metric.INGEST_WRITE, stats.flushNanos::sum);
    }

    /** Registers the meters of the store. */
    public void bindStore(StoreStats stats) {
        counter(Metric.STORE_READS, read("top", "hit"), stats::topHits);
        counter(Metric.STORE_READS, read("top", "deleted"), stats::topDeleted);
        counter(Metric.STORE_READS, read("lower", "hit"), stats::lowerHits);
        counter(Metric.STORE_READS, read("lower", "miss"), stats::misses);
        counter(Metric.STORE_FILTERED, Tags.empty(), stats::filtered);
        counter(Metric.STORE_BATCHES, Tags.empty(), stats::batches);
        counter(Metric.STORE_WRITES, Tags.empty(), stats::writes);
        counter(Metric.STORE_REPEATED, Tags.empty(), stats::repeatedWrites);
        counter(Metric.STORE_WRITTEN, Tags.empty(), stats::bytesWritten);
        gauge(Metric.STORE_TOP, Tags.empty(), stats::topBytes);
        gauge(Metric.STORE_FREE, Tags.empty(), stats::freeBytes);
        gauge(Metric.STORE_FILTER, Tags.empty(), stats::filterBytes);
    }

    /** Registers the meters of state reads. */
    public void bindStates(States states) {
        counter(Metric.STATE_READS, Tags.of("result", "hit"), states::hits);
        counter(Metric.STATE_READS, Tags.of("result", "miss"), states::misses);
        gauge(Metric.STATE_CACHE, Tags.empty(), states::bytes);
    }

    /** Registers the meters of the lanes in which requests run. */
    public void bindLanes(Lanes lanes) {
        for (Lane lane : Lane.values()) {
            if (lane != Lane.INSTANT) {
                gauge(Metric.RPC_INFLIGHT, lane(lane), () -> lanes.inflight(lane));
                counter(Metric.RPC_REJECTED, lane(lane), () -> lanes.rejected(lane));
            }
        }
    }

    /** Registers the meters of the pool. */
    public void bindPool(Pool pool) {
        new PoolMeters(this).bind(pool);
    }

    /** Registers the meters of the notes that the replicas of a pool exchange. */
    public void bindNotes(PoolNotes notes) {
        new PoolMeters(this).bind(notes);
    }

    Timer timer(Metric metric) {
        return Timer.builder(metric.metricName())
                .description(metric.help())
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(2))
                .register(registry);
    }

    /** Registers the meters of the HTTP server. */
    public void bindHttp(HttpService http) {
        gauge(Metric.HTTP_CONNECTIONS, Tags.empty(), http::connections);
        counter(Metric.HTTP_REFUSED, Tags.empty(), http::refusedConnections);
    }

    /** Registers the meters of WebSocket sessions. */
    public void bindWs(WsStats stats) {
        gauge(Metric.WS_CONNECTIONS, Tags.empty(), stats::connections);
        gauge(Metric.WS_SUBSCRIPTIONS, Tags.empty(), stats::subscriptions);
        counter(Metric.WS_NOTIFICATIONS, Tags.empty(), stats::notifications);
        counter(Metric.WS_RESUMED, Tags.empty(), stats::resumedBlocks);
        counter(Metric.WS_BEHIND, Tags.empty(), stats::behind);
        counter(Metric.WS_PENDING_DROPPED, Tags.empty(), stats::pendingDropped);
        counter(Metric.WS_MISSED, Tags.empty(), stats::missedChanges);
        Timer fanout = timer(Metric.WS_FANOUT);
        stats.recordFanout(nanos -> fanout.record(nanos, TimeUnit.NANOSECONDS));
        for (WsStats.Dropped reason : WsStats.Dropped.values()) {
            counter(
                    Metric.WS_DROPPED,
                    Tags.of("reason", reason.name().toLowerCase(Locale.ROOT)),
                    () -> stats.dropped(reason));
        }
    }

    /** Registers the meters of pending transactions. */
    public void bindTxpool(PendingTransactions transactions) {
        counter(Metric.TXPOOL_TRANSACTIONS, Tags.empty(), transactions::told);
        counter(Metric.TXPOOL_MALFORMED, Tags.empty(), transactions::malformed);
    }

    /** Returns an observer that counts and times requests. Method names come from the method table, so their number is bounded. */
    public RpcObserver rpcObserver() {
        return new RpcMeters(registry);
    }

    /** Returns all meters in the Prometheus text format. May access the disk. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        gc.close();
        registry.close();
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static Tags read(String layer, String result) {
        return Tags.of("layer", layer, "result", result);
    }

    private static Tags lane(Lane lane) {
        return Tags.of("lane", lane.name().toLowerCase(Locale.ROOT));
    }

    void gauge(Metric metric, Tags tags, DoubleSupplier value) {
        Gauge.builder(metric.metricName(), value::getAsDouble)
                .description(metric.help())
                .tags(tags)
                .register(registry);
    }

    void counter(Metric metric, Tags tags, LongSupplier count) {
        counted.add(count);
        FunctionCounter.builder(metric.metricName(), count, LongSupplier::getAsLong)
                .description(metric.help())
                .tags(tags)
                .register(registry);
    }

    private void seconds(Metric metric, LongSupplier nanos) {
        counted.add(nanos);
        FunctionCounter.builder(metric.metricName(), nanos, source -> source.getAsLong() / 1e9)
                .description(metric.help())
                .register(registry);
    }
}

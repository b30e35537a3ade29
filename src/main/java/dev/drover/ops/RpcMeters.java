package dev.drover.ops;

import dev.drover.rpc.Lane;
import dev.drover.rpc.RpcFault;
import dev.drover.rpc.RpcObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Counts and times requests by method. The meters of a method are created at its first request. */
final class RpcMeters implements RpcObserver {
    private static final Duration[] BOUNDS = {
        Duration.ofNanos(100_000),
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30)
    };

    private record Outcome(String method, @Nullable RpcFault fault) {}

    private final MeterRegistry registry;
    private final Map<Outcome, Counter> counters = new ConcurrentHashMap<>();
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();

    RpcMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void onCall(String method, Lane lane, @Nullable RpcFault fault, long nanos) {
        counters.computeIfAbsent(new Outcome(method, fault), this::counter).increment();
        timers.computeIfAbsent(method, this::timer).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Counter counter(Outcome outcome) {
        String label = outcome.fault == null ? "ok" : outcome.fault.name().toLowerCase(Locale.ROOT);
        return Counter.builder(Metric.RPC_REQUESTS.metricName())
                .description(Metric.RPC_REQUESTS.help())
                .tag("method", outcome.method)
                .tag("outcome", label)
                .register(registry);
    }

    private Timer timer(String method) {
        return Timer.builder(Metric.RPC_SECONDS.metricName())
                .description(Metric.RPC_SECONDS.help())
                .tag("method", method)
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
    }
}

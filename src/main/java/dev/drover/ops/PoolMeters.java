package dev.drover.ops;

import dev.drover.pool.CloseReason;
import dev.drover.pool.RecordEffect;
import dev.drover.pool.live.Pool;
import dev.drover.pool.live.PoolNotes;
import dev.drover.pool.live.PoolStats;
import dev.drover.pool.live.PoolStatus;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** Registers the meters of a pool. */
final class PoolMeters {
    private final Meters meters;

    PoolMeters(Meters meters) {
        this.meters = meters;
    }

    void bind(Pool pool) {
        PoolStats stats = pool.stats();
        meters.gauge(
                Metric.POOL_MEMBERS,
                Tags.empty(),
                () -> poolValue(pool, status -> status.members().size()));
        meters.gauge(Metric.POOL_POSITION, Tags.empty(), () -> poolValue(pool, PoolStatus::position));
        meters.gauge(Metric.POOL_NUMBER, Tags.empty(), () -> poolValue(pool, PoolMeters::releasedNumber));
        meters.gauge(Metric.POOL_EPOCH, Tags.empty(), () -> poolValue(pool, PoolStatus::epoch));
        meters.gauge(Metric.POOL_WAITING, Tags.empty(), pool::waitingSeconds);
        meters.gauge(Metric.POOL_LEASE, Tags.empty(), () -> poolValue(pool, status -> status.leaseLeftMillis() / 1e3));
        meters.gauge(Metric.POOL_HELD, Tags.empty(), stats.held::get);
        meters.counter(Metric.POOL_EXPELLED, Tags.empty(), stats.expelled::sum);
        meters.counter(Metric.POOL_UNSAFE, Tags.empty(), stats.unsafe::sum);
        meters.counter(Metric.POOL_SEND_FAILURES, Tags.empty(), stats.sendFailures::sum);
        for (String why : PoolStats.REFUSALS) {
            meters.counter(Metric.POOL_REFUSED, Tags.of("why", why), () -> PoolStats.sum(stats.refused(), why));
        }
        for (RecordEffect effect : RecordEffect.values()) {
            if (effect.ignored()) {
                String why = effect.label();
                meters.counter(Metric.POOL_IGNORED, Tags.of("why", why), () -> PoolStats.sum(stats.ignored(), why));
            }
        }
        for (CloseReason closing : CloseReason.values()) {
            String why = closing.label();
            meters.counter(Metric.POOL_LEFT, Tags.of("why", why), () -> PoolStats.sum(stats.closed(), why));
        }
        Timer holds = meters.timer(Metric.POOL_HOLD);
        Timer trips = meters.timer(Metric.POOL_TRIP);
        Timer releases = meters.timer(Metric.POOL_RELEASE);
        stats.record(
                nanos -> holds.record(nanos, TimeUnit.NANOSECONDS),
                nanos -> trips.record(nanos, TimeUnit.NANOSECONDS),
                nanos -> releases.record(nanos, TimeUnit.NANOSECONDS));
    }

    private static double releasedNumber(PoolStatus status) {
        return status.head() == null ? Double.NaN : status.head().number();
    }

    private static double poolValue(Pool pool, ToDoubleFunction<PoolStatus> value) {
        PoolStatus status = pool.status();
        return status == null ? Double.NaN : value.applyAsDouble(status);
    }

    void bind(PoolNotes notes) {
        meters.counter(Metric.POOL_NOTES, Tags.of("what", "told"), notes::told);
        meters.counter(Metric.POOL_NOTES, Tags.of("what", "heard"), notes::heard);
        meters.counter(Metric.POOL_NOTES, Tags.of("what", "lost"), notes::lost);
    }
}

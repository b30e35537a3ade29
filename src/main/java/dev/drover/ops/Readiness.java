package dev.drover.ops;

import dev.drover.chain.Head;
import dev.drover.config.OpsConfig.ReadinessLimits;
import dev.drover.config.Units;
import dev.drover.head.ServedHeads;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the replica is ready for clients, and gives the reasons if it is not. A replica is ready if it has read the
 * topic to its end once, has a head, ingest is running, head and newest record are not older than the operator allows, and it
 * is not shutting down. Thread-safe; never blocks.
 */
public final class Readiness {
    /**
     * The state of ingest. All suppliers are thread-safe.
     *
     * @param caughtUp whether the topic was read to its end
     * @param failure the error that stopped ingest permanently, or null
     * @param recordTimeMillis timestamp of the newest record read, or 0 before the first
     */
    public record Ingesting(
            BooleanSupplier caughtUp, Supplier<@Nullable Throwable> failure, LongSupplier recordTimeMillis) {}

    private final ReadinessLimits limits;
    private final ServedHeads heads;
    private final Ingesting ingest;
    private final InstantSource clock;

    private volatile boolean youngEnoughOnce;
    private volatile boolean stopping;

    /** Creates a check with these limits; ages are measured by {@code clock}. */
    public Readiness(ReadinessLimits limits, ServedHeads heads, Ingesting ingest, InstantSource clock) {
        this.limits = limits;
        this.heads = heads;
        this.ingest = ingest;
        this.clock = clock;
    }

    /** Returns whether the replica is ready. */
    public boolean ready() {
        return reasons().isEmpty();
    }

    /** Returns the reasons why the replica is not ready, or an empty list if it is. */
    public List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        if (stopping) {
            reasons.add("shutting down");
        }
        Throwable failure = ingest.failure().get();
        if (failure != null) {
            reasons.add("ingest stopped: " + failure.getMessage());
        }
        if (!ingest.caughtUp().getAsBoolean()) {
            reasons.add("still reading up to the topic's end");
        }
        Head head = heads.head();
        if (head == null) {
            reasons.add("no head yet");
        } else {
            checkHeadAge(Duration.ofMillis(clock.millis() - head.timeSeconds() * 1000), reasons);
        }
        checkOffsetAge(reasons);
        String refusal = heads.refusal();
        if (refusal != null) {
            reasons.add(refusal);
        }
        return reasons;
    }

    /** Makes the replica not ready, so that load balancers move its clients to other replicas before the ports close. */
    public void stopping() {
        stopping = true;
    }

    private void checkHeadAge(Duration age, List<String> reasons) {
        if (!youngEnoughOnce) {
            if (exceeds(age, limits.startupAge())) {
                reasons.add(older("head", age, "--replica.startup.age", limits.startupAge()));
            } else if (reasons.isEmpty()) {
                youngEnoughOnce = true;
            }
        }
        if (exceeds(age, limits.blockAge())) {
            reasons.add(older("head", age, "--replica.block.age", limits.blockAge()));
        }
    }

    private void checkOffsetAge(List<String> reasons) {
        long recordTime = ingest.recordTimeMillis().getAsLong();
        if (recordTime == 0) {
            // After a restart there may be no record until the next heartbeat, so silence is measured from the first
            // record on.
            return;
        }
        Duration age = Duration.ofMillis(clock.millis() - recordTime);
        if (exceeds(age, limits.offsetAge())) {
            reasons.add(older("newest record", age, "--replica.offset.age", limits.offsetAge()));
        }
    }

    private static boolean exceeds(Duration age, Duration limit) {
        return !limit.isZero() && age.compareTo(limit) > 0;
    }

    private static String older(String what, Duration age, String flag, Duration limit) {
        return what + " is " + Units.format(Duration.ofSeconds(age.toSeconds())) + " old, " + flag + " allows "
                + Units.format(limit);
    }
}

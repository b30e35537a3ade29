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
 * Whether clients should be sent here, and if not, why. Ready means: read up to the topic's end once, a head is known, ingest
 * goes on, nothing is older than the operator allows, and nobody has asked the replica to stop. Any thread; never blocks.
 */
public final class Readiness {
    /**
     * What ingest says of itself; each may be asked on any thread.
     *
     * @param caughtUp true once the topic was read up to its end
     * @param failure what stopped ingest for good, or null
     * @param recordTimeMillis timestamp of the newest record read; 0 before the first
     */
    public record Ingesting(
            BooleanSupplier caughtUp, Supplier<@Nullable Throwable> failure, LongSupplier recordTimeMillis) {}

    private final ReadinessLimits limits;
    private final ServedHeads heads;
    private final Ingesting ingest;
    private final InstantSource clock;

    private volatile boolean youngEnoughOnce;
    private volatile boolean stopping;

    /** Readiness within these limits; {@code clock} tells how old things are. */
    public Readiness(ReadinessLimits limits, ServedHeads heads, Ingesting ingest, InstantSource clock) {
        this.limits = limits;
        this.heads = heads;
        this.ingest = ingest;
        this.clock = clock;
    }

    /** True if there is no reason against. */
    public boolean ready() {
        return reasons().isEmpty();
    }

    /** Why the replica is not ready, a sentence each; empty if it is. */
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

    /** From now on not ready: load balancers take their clients elsewhere before the ports close. */
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
            // After a restart nothing may be new until the next heartbeat: silence counts from the first record on.
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

package dev.drover.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The protocol as it is, over thousands of simulated runs. {@code -Ddrover.pool.runs} and {@code -Ddrover.pool.seed} run more, and
 * others.
 */
@Tag("slow")
final class PoolSimulationTest {
    private static final int RUNS = Integer.getInteger("drover.pool.runs", 2_000);
    private static final long FIRST = Long.getLong("drover.pool.seed", 0);

    @Test
    void keepsItsPromises() {
        long polls = 0;
        long records = 0;
        long events = 0;
        long micros = 0;
        long began = cpu();
        for (long seed = FIRST; seed < FIRST + RUNS; seed++) {
            try {
                PoolSimulation.Outcome outcome = new PoolSimulation(Scenario.of(seed), ProtocolRules.STANDARD).run();
                polls += outcome.polls();
                records += outcome.records();
                events += outcome.events();
                micros += outcome.micros();
            } catch (SimObserver.Violation e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
        System.out.println(RUNS + " runs, " + polls + " polls, " + records + " records, " + events + " events, "
                + micros / 1_000_000 + " simulated s, " + (cpu() - began) / 1_000_000 + " ms CPU");
        assertThat(polls).isGreaterThan(RUNS * 100L);
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}

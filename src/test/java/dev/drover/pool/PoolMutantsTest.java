package dev.drover.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whether the simulation would notice if a rule were broken: each one is broken once. */
@Tag("slow")
final class PoolMutantsTest {
    private static final int SEEDS_MAX = Integer.getInteger("drover.pool.mutant-seeds", 2_000);
    private static final long FIRST = Long.getLong("drover.pool.seed", 0);

    @Test
    void noMutantSurvives() {
        List<String> survivors = new ArrayList<>();
        for (Mutant mutant : Mutant.values()) {
            String caught = firstViolation(mutant);
            System.out.println((caught == null ? "MISSED " : "caught ") + mutant + " " + caught);
            if (caught == null) {
                survivors.add(mutant.name());
            }
        }
        assertThat(survivors).isEmpty();
    }

    private static @Nullable String firstViolation(Mutant mutant) {
        for (long seed = FIRST; seed < FIRST + SEEDS_MAX; seed++) {
            try {
                new PoolSimulation(Scenario.of(seed), mutant.rules).run();
            } catch (SimObserver.Violation e) {
                String what = String.valueOf(e.getMessage());
                return "by seed " + seed + ": " + what.substring(0, Math.min(80, what.length()));
            }
        }
        return null;
    }
}

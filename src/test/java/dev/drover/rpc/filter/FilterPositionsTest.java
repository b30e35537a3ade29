package dev.drover.rpc.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.chain.LogCriteria;
import java.time.InstantSource;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class FilterPositionsTest {
    private final FilterPositions positions = new FilterPositions(InstantSource.system(), 10);
    private final FilterId id = new FilterId(
            FilterId.Kind.BLOCKS,
            new BlockId(1, Hash.ZERO),
            positions.now() / 1_000,
            7,
            LogCriteria.ALL,
            FilterId.LATEST,
            FilterId.LATEST);

    @Test
    void onlyOneOfTwoPollsAtATimeTellsWhatIsNew() {
        FilterPositions.Position from = Objects.requireNonNull(positions.find("f", id));
        FilterPositions.Position next = at(2);
        assertThat(positions.move("f", from, next)).isTrue();
        assertThat(positions.move("f", from, next)).as("another poll").isFalse();
        assertThat(positions.move("f", from, at(3))).isFalse();
        assertThat(positions.find("f", id)).isEqualTo(next);
        assertThat(positions.move("f", next, at(3))).isTrue();
    }

    @Test
    void nothingMovesOnceItIsUninstalled() {
        FilterPositions.Position from = Objects.requireNonNull(positions.find("f", id));
        positions.uninstall("f", from);
        assertThat(positions.move("f", from, at(2))).isFalse();
        assertThat(positions.find("f", id)).isNull();
    }

    private FilterPositions.Position at(long number) {
        return new FilterPositions.Position(new BlockId(number, Hash.ZERO), positions.now() + number, number, false);
    }
}

package dev.drover.rpc.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.chain.LogCriteria;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FilterPositionsTest {
    private static final long NOW = 1_700_000_000_000L;

    private final List<byte[]> notes = new ArrayList<>();
    private final FilterPositions positions = new FilterPositions(() -> Instant.ofEpochMilli(NOW), 10, notes::add);
    private final FilterId id = new FilterId(
            FilterId.Kind.BLOCKS,
            new BlockId(1, Hash.ZERO),
            1,
            positions.now() / 1_000,
            7,
            LogCriteria.ALL,
            FilterId.LATEST,
            FilterId.LATEST,
            null);

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

    @Test
    void aPollThatTellsOnlyAPartDoesNotReviveWhatWasUninstalledMeanwhile() {
        FilterPositions.Position from = Objects.requireNonNull(positions.find("f", id));
        FilterPositions.Position to = at(3);
        assertThat(positions.move("f", from, to)).isTrue();
        positions.uninstall("f", to);
        positions.set("f", to.only(at(2).block()));
        assertThat(positions.find("f", id)).isNull();
    }

    @Test
    void whatIsNoNoteChangesNothing() {
        FilterPositions.Position from = Objects.requireNonNull(positions.find("f", id));
        positions.share("f", from, at(2));
        byte[] note = notes.getFirst();
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = Arrays.copyOf(note, random.nextInt(note.length));
            if (damaged.length > 0) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            positions.heard(damaged);
        }
        assertThat(positions.find("f", id)).isEqualTo(from);
        positions.heard(note);
        assertThat(positions.find("f", id)).isEqualTo(at(2));
    }

    @Test
    void anOldNoteChangesNothing() {
        FilterPositions.Position from = Objects.requireNonNull(positions.find("f", id));
        positions.share("f", from, at(5));
        positions.share("f", from, at(3));
        positions.heard(notes.get(0));
        positions.heard(notes.get(1));
        assertThat(positions.find("f", id)).isEqualTo(at(5));
    }

    @Test
    void isSharedWhereItIsNewsOrOnceAMinute() {
        FilterPositions.Position from = new FilterPositions.Position(new BlockId(1, Hash.ZERO), 60_000, 1);
        positions.share("f", from, new FilterPositions.Position(from.block(), 119_999, 1));
        assertThat(notes).isEmpty();
        positions.share("f", from, new FilterPositions.Position(from.block(), 120_000, 1));
        positions.share("f", from, new FilterPositions.Position(new BlockId(2, Hash.ZERO), 60_001, 2));
        assertThat(notes).hasSize(2);
    }

    private FilterPositions.Position at(long number) {
        return new FilterPositions.Position(new BlockId(number, Hash.ZERO), NOW + number, number);
    }
}

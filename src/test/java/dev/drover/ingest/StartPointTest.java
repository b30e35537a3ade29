package dev.drover.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.config.StartupException;
import dev.drover.config.TopicStart;
import dev.drover.ingest.StartPoint.Extent;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class StartPointTest {
    private static final OptionalLong NONE = OptionalLong.empty();
    private static final Extent WHOLE = new Extent(0, 100_000);

    @Test
    void aNewStoreBeginsAtTheTopicsBeginning() {
        assertThat(choose("T", NONE, NONE, WHOLE)).isEqualTo(new StartPoint(0, -1));
        assertThat(choose("T:", NONE, NONE, WHOLE)).isEqualTo(new StartPoint(0, -1));
        assertThat(choose("T", NONE, NONE, new Extent(500, 1000))).isEqualTo(new StartPoint(500, -1));
    }

    @Test
    void aStoreWithAPositionGoesOnThere() {
        assertThat(choose("T", OptionalLong.of(777), NONE, WHOLE)).isEqualTo(new StartPoint(777, -1));
    }

    @Test
    void anEmptyRangeBehindRetentionIsAStartToo() {
        assertThat(choose("T", OptionalLong.of(777), NONE, new Extent(777, 777)))
                .isEqualTo(new StartPoint(777, -1));
    }

    @Test
    void aStoredPositionTakesPrecedenceOverAStartInTheTopicsName() {
        for (String topic : new String[] {"T", "T:", "T:300", "T:5000", "T:200000"}) {
            assertThat(choose(topic, OptionalLong.of(777), NONE, WHOLE))
                    .as(topic)
                    .isEqualTo(new StartPoint(777, -1));
        }
        assertThat(choose("T:300", OptionalLong.of(777), NONE, new Extent(500, 1000)))
                .as("a start that retention has passed does not matter")
                .isEqualTo(new StartPoint(777, -1));
    }

    @Test
    void aStartWithoutAPositionLooksBackSilently() {
        assertThat(choose("T:24030", NONE, NONE, WHOLE)).isEqualTo(new StartPoint(14_030, 24_029));
        assertThat(choose("T:300", NONE, NONE, WHOLE)).isEqualTo(new StartPoint(0, 299));
        assertThat(choose("T:300", NONE, NONE, new Extent(250, 1000))).isEqualTo(new StartPoint(250, 299));
    }

    @Test
    void aSnapshotsOwnPositionIsUsedTheSameWay() {
        assertThat(choose("T", NONE, OptionalLong.of(24_030), WHOLE)).isEqualTo(new StartPoint(14_030, 24_029));
        assertThat(choose("T:", NONE, OptionalLong.of(24_030), WHOLE)).isEqualTo(new StartPoint(0, -1));
        assertThat(choose("T", OptionalLong.of(5), OptionalLong.of(24_030), WHOLE))
                .isEqualTo(new StartPoint(5, -1));
    }

    @Test
    void saysWhatToDoWhenTheRecordsAreGone() {
        assertThatThrownBy(() -> choose("T", OptionalLong.of(777), NONE, new Extent(778, 1000)))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("stored position 777")
                .hasMessageContaining("begins at offset 778")
                .hasMessageContaining("newer snapshot");
        assertThatThrownBy(() -> choose("T:300", NONE, NONE, new Extent(400, 1000)))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("retention");
    }

    @Test
    void saysWhatToDoWhenTheTopicEndsBeforeThePosition() {
        assertThatThrownBy(() -> choose("T", OptionalLong.of(777), NONE, new Extent(0, 700)))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("stored position 777")
                .hasMessageContaining("ends at offset 700");
        assertThatThrownBy(() -> choose("T:777", NONE, NONE, new Extent(0, 700)))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("correct --kafka.topic");
    }

    private static StartPoint choose(String topic, OptionalLong stored, OptionalLong snapshot, Extent extent) {
        return StartPoint.choose(TopicStart.parse(topic), stored, snapshot, extent, 10_000);
    }
}

package dev.drover.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.config.StartupException;
import dev.drover.config.TopicStart;
import dev.drover.ingest.StartPoint.Extent;
import dev.drover.store.Batch;
import dev.drover.store.Schema;
import dev.drover.testing.InMemoryStore;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RereadFromTest {
    private static final Extent EXTENT = new Extent(100, 5_000);

    private final InMemoryStore store = new InMemoryStore();

    @Test
    void readsAgainOnceHoweverOftenTheReplicaIsStartedWithTheOption() {
        progress(2_000);
        start(300L);
        assertThat(position()).isEqualTo(300);

        progress(700);
        start(300L);
        assertThat(position()).as("stopped before it was back where it was").isEqualTo(700);
        progress(3_000);
        start(300L);
        assertThat(position()).isEqualTo(3_000);
    }

    @Test
    void readsAgainWithAnotherOffsetOrAfterAStartWithoutTheOption() {
        progress(2_000);
        start(300L);
        progress(2_000);
        start(400L);
        assertThat(position()).isEqualTo(400);

        progress(2_000);
        start(null);
        assertThat(position()).isEqualTo(2_000);
        start(400L);
        assertThat(position()).isEqualTo(400);
    }

    @Test
    void oneThatWasFollowedDoesNoHarmOnceRetentionHasPassedIt() {
        progress(2_000);
        start(300L);
        progress(2_000);

        RereadFrom.apply(topic(300L), store, OptionalLong.of(2_000), new Extent(1_000, 5_000));

        assertThat(position()).isEqualTo(2_000);
    }

    @Test
    void aNewDatadirHasNothingToReadAgain() {
        RereadFrom.apply(topic(300L), store, OptionalLong.empty(), EXTENT);
        assertThat(store.own(OwnRecords.POSITION)).isNull();

        progress(2_000);
        start(300L);
        assertThat(position()).as("one that had no effect was not followed").isEqualTo(300);
    }

    @Test
    void refusesWhatMakesNoSenseAndNamesTheStoredPosition() {
        progress(2_000);
        assertThatThrownBy(() -> start(2_001L))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("stored position 2000")
                .hasMessageContaining("not been read yet")
                .hasMessageContaining("continue at 2000");
        assertThatThrownBy(() -> start(99L))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("begins at offset 100")
                .hasMessageContaining("stored position 2000");
        assertThat(position()).isEqualTo(2_000);
        start(300L);
        assertThat(position()).as("a refused one is not remembered").isEqualTo(300);
    }

    private void start(@Nullable Long rereadFrom) {
        RereadFrom.apply(topic(rereadFrom), store, OptionalLong.of(position()), EXTENT);
    }

    private void progress(long position) {
        Batch batch = new Batch();
        batch.putOwn(OwnRecords.POSITION, Schema.encodeNumber(position));
        store.apply(batch, false);
    }

    private long position() {
        return Schema.decodeNumber(Objects.requireNonNull(store.own(OwnRecords.POSITION)));
    }

    private static TopicStart topic(@Nullable Long rereadFrom) {
        return TopicStart.parse("T").rereadingFrom(rereadFrom);
    }
}

package dev.drover.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.drover.config.StartupException;
import dev.drover.testing.TestKafka;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class TopicAdminTest {
    private final KafkaTopic topic =
            new KafkaTopic(TestKafka.broker(), "admin-" + UUID.randomUUID(), Map.of(), "--pool.topic");

    @Test
    void createsATopicOnce() {
        try (TopicAdmin admin = new TopicAdmin(topic, () -> {})) {
            assertThat(admin.exists()).isFalse();
            assertThat(admin.create(1, Map.of())).isTrue();
            admin.awaitCreated();

            assertThat(admin.exists()).isTrue();
            assertThat(admin.create(1, Map.of())).isFalse();
            assertThat(admin.requireOnePartition()).isEqualTo(admin.topicId());
            assertThat(admin.range()).isEqualTo(new Topics.Range(0, 0));
        }
    }

    @Test
    void namesTheOptionOfAnUnknownTopic() {
        try (TopicAdmin admin = new TopicAdmin(topic, () -> {})) {
            assertThatExceptionOfType(StartupException.class)
                    .isThrownBy(admin::topicId)
                    .withMessageContaining("does not exist")
                    .withMessageContaining("correct --pool.topic");
        }
    }

    @Test
    void refusesATopicThatKeepsNoOrder() {
        try (TopicAdmin admin = new TopicAdmin(topic, () -> {})) {
            admin.create(1, Map.of("cleanup.policy", "compact"));
            admin.awaitCreated();
            TestKafka.addPartitions(topic, 3);

            assertThatExceptionOfType(StartupException.class)
                    .isThrownBy(() -> awaitPartitions(admin))
                    .withMessageContaining("has 3 partitions")
                    .withMessageContaining("name it with --pool.topic");
            assertThatExceptionOfType(StartupException.class)
                    .isThrownBy(admin::requireNotCompacted)
                    .withMessageContaining("set its cleanup.policy to delete");
        }
    }

    /** The broker that answers may learn of new partitions later than the one that created them. */
    private static void awaitPartitions(TopicAdmin admin) {
        for (int i = 0; i < 1_000; i++) {
            admin.requireOnePartition();
        }
    }
}

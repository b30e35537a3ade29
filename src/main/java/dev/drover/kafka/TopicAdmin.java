package dev.drover.kafka;

import dev.drover.config.StartupException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Describes, checks and creates one topic. Every method blocks until the broker answers, for as long as {@link BrokerAdmin}
 * waits, and throws StartupException if the topic cannot be used. For one thread.
 */
public final class TopicAdmin implements AutoCloseable {
    private static final int DESCRIBE_TRIES = 50;
    private static final long DESCRIBE_PAUSE_NANOS = 100_000_000;

    private final KafkaTopic topic;
    private final BrokerAdmin broker;

    /** @param waiting called every second while an answer is awaited */
    public TopicAdmin(KafkaTopic topic, Runnable waiting) {
        this.topic = topic;
        this.broker = new BrokerAdmin(topic.broker(), topic.client(), waiting);
    }

    /** Returns the cluster's id. */
    public String clusterId() {
        return ask("the cluster's id", admin -> admin.describeCluster().clusterId());
    }

    /** Returns the number of brokers. */
    public int brokers() {
        return ask("the brokers", admin -> admin.describeCluster().nodes()).size();
    }

    /** Returns the topic's id, which changes if the topic is deleted and created again. */
    public String topicId() {
        return describe().topicId().toString();
    }

    /** Returns whether the topic exists. */
    public boolean exists() {
        try {
            askForDescription();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw failure(e);
        }
    }

    /** Creates the topic with one partition. Returns false if it exists. */
    public boolean create(int replication, Map<String, String> settings) {
        NewTopic wanted = new NewTopic(topic.name(), 1, (short) replication).configs(settings);
        try {
            broker.ask(
                    "the creation of topic " + topic.name(),
                    admin -> admin.createTopics(List.of(wanted)).all());
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw failure(e);
        }
    }

    /** Waits until the brokers know the topic, which takes a moment after it was created. */
    public void awaitCreated() {
        for (int tries = 1; tries < DESCRIBE_TRIES && !exists(); tries++) {
            LockSupport.parkNanos(DESCRIBE_PAUSE_NANOS);
        }
    }

    /** Returns the topic's id. Throws StartupException if the topic has several partitions. */
    public String requireOnePartition() {
        TopicDescription found = describe();
        int partitions = found.partitions().size();
        if (partitions != 1) {
            throw new StartupException("topic " + topic.name() + " has " + partitions
                    + " partitions, but Kafka keeps records in order only within one: create a topic with 1 partition and"
                    + " name it with " + topic.option());
        }
        return found.topicId().toString();
    }

    /** Throws StartupException if the topic is compacted. Passes if the broker refuses to show the topic's settings. */
    public void requireNotCompacted() {
        String policy;
        try {
            policy = setting(askForSettings(), TopicConfig.CLEANUP_POLICY_CONFIG);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return;
            }
            throw failure(e);
        }
        if (policy.contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            throw new StartupException(
                    "topic " + topic.name() + " is compacted, so records disappear from its middle: set its"
                            + " cleanup.policy to delete; if records have been compacted away, begin with a new topic");
        }
    }

    /** Throws StartupException if one of the topic's settings has another value. */
    public void requireSettings(String why, Map<String, String> wanted) {
        Config found;
        try {
            found = askForSettings();
        } catch (ExecutionException e) {
            throw failure(e);
        }
        wanted.forEach((key, value) -> {
            if (!value.equals(setting(found, key))) {
                throw new StartupException("topic " + topic.name() + " " + why + ": set its " + key + " to " + value
                        + ", or name a new " + topic.option());
            }
        });
    }

    /** Returns the offsets that the topic holds. */
    public Topics.Range range() {
        return new Topics.Range(offset(OffsetSpec.earliest()), offset(OffsetSpec.latest()));
    }

    @Override
    public void close() {
        broker.close();
    }

    private TopicDescription describe() {
        try {
            return askForDescription();
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    private TopicDescription askForDescription() throws ExecutionException {
        return Objects.requireNonNull(broker.ask(
                        "the description of topic " + topic.name(),
                        admin -> admin.describeTopics(List.of(topic.name())).allTopicNames())
                .get(topic.name()));
    }

    private long offset(OffsetSpec spec) {
        return ask(
                        "the offsets of topic " + topic.name(),
                        admin -> admin.listOffsets(Map.of(topic.partition(), spec))
                                .partitionResult(topic.partition()))
                .offset();
    }

    private Config askForSettings() throws ExecutionException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        return Objects.requireNonNull(broker.ask(
                        "the settings of topic " + topic.name(),
                        admin -> admin.describeConfigs(List.of(resource)).all())
                .get(resource));
    }

    private static String setting(Config settings, String key) {
        return settings.get(key).value();
    }

    private <T> T ask(String what, Function<Admin, KafkaFuture<T>> question) {
        try {
            return broker.ask(what, question);
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    private StartupException failure(ExecutionException e) {
        return topic.failure(e.getCause() == null ? e : e.getCause());
    }
}

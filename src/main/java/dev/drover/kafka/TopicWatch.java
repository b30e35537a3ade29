package dev.drover.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches that a topic stays what it was when reading began: the same topic by its id, with one partition, not compacted. It asks
 * the broker every few seconds, one question at a time and never on the caller's thread, so that the reader can use what it
 * polled without waiting. {@link #tick}, {@link #confirms} and {@link #await} are for the one thread that reads the topic.
 */
public final class TopicWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TopicWatch.class);
    /** A check that began so long ago still vouches for what is polled now. */
    public static final Duration FRESH = Duration.ofSeconds(5);

    private static final Duration EVERY = Duration.ofMillis(2_500);
    private static final Duration AFTER_FAILURE = Duration.ofMillis(500);
    private static final Duration NOTICE = Duration.ofSeconds(10);
    private static final Duration RETENTION_AGAIN = Duration.ofMinutes(10);
    /** A broker that has just started may not know the topic yet. */
    private static final Duration MISSING = Duration.ofSeconds(30);

    private final Admin admin;
    private final String topic;
    private final String topicId;
    private final TopicPartition partition;
    private final ConfigResource resource;

    // Of the reader's thread.
    private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);
    private long startedNanos;
    private boolean failureLogged;

    // Written by the admin client's thread, one check after the other.
    private volatile @Nullable Passed passed;
    private volatile @Nullable String difference;
    private volatile @Nullable Throwable failure;
    private volatile boolean configsRefused;
    private volatile long retentionWarnedNanos = System.nanoTime() - RETENTION_AGAIN.toNanos();
    private volatile long aliveNanos = System.nanoTime();
    private final Absence absence = new Absence();

    /**
     * A check that found nothing.
     *
     * @param startedNanos when it began
     * @param nextOffset the offset that the reader was at then: earlier records are beyond doubt
     * @param begin offset of the topic's oldest record
     */
    private record Passed(long startedNanos, long nextOffset, long begin) {}

    /**
     * Watches a topic with an admin client of its own. Throws KafkaException if there can be none with these settings.
     *
     * @param client settings handed to the Kafka client as they are
     * @param topicId the id that the topic had when reading began
     */
    public TopicWatch(String broker, Map<String, String> client, String topic, String topicId) {
        this.admin = Admin.create(new KafkaTopic(broker, topic, client).settings(Map.of(), Map.of()));
        this.topic = topic;
        this.topicId = topicId;
        this.partition = new TopicPartition(topic, 0);
        this.resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        this.startedNanos = System.nanoTime() - EVERY.toNanos();
    }

    /**
     * Begins a check if one is due. Never blocks; call it in each turn of the reader's loop.
     *
     * @param nextOffset the next record that the reader will use
     * @param lag how many records come after it; negative if unknown
     */
    public void tick(long nextOffset, long lag) {
        long now = System.nanoTime();
        if (!running.isDone() || now - startedNanos < (failure == null ? EVERY : AFTER_FAILURE).toNanos()) {
            return;
        }
        noteFailure(now);
        startedNanos = now;
        running = check().handle((begin, problem) -> {
                    ended(new Passed(now, nextOffset, begin == null ? 0 : begin), lag, problem);
                    return (Void) null;
                })
                .toCompletableFuture();
    }

    /**
     * Returns whether records that were just polled may be used: a check that found nothing began after the poll before, or less
     * than five seconds ago.
     */
    public boolean confirms(long previousPollNanos) {
        Passed last = passed;
        return last != null
                && (last.startedNanos - previousPollNanos > 0
                        || System.nanoTime() - last.startedNanos < FRESH.toNanos());
    }

    /** Waits until the present check has ended, 100 ms at most. */
    public void await() {
        try {
            running.get(100, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // The caller looks again.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns what has changed, with the first offset in doubt, in a sentence; null if nothing has. Any thread. */
    public @Nullable String difference() {
        return difference;
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }

    private CompletionStage<Long> check() {
        return admin.describeTopics(List.of(topic))
                .allTopicNames()
                .toCompletionStage()
                .thenCompose(found -> {
                    String problem = compare(Objects.requireNonNull(found.get(topic)));
                    return problem == null ? policy() : CompletableFuture.completedFuture(problem);
                })
                .thenCompose(problem -> {
                    if (problem != null) {
                        throw new TopicChangedException(problem);
                    }
                    return begin();
                });
    }

    private @Nullable String compare(TopicDescription found) {
        String id = found.topicId().toString();
        if (!id.equals(topicId)) {
            return "topic " + topic + " was deleted and created again: its id is " + id + " instead of " + topicId;
        }
        int partitions = found.partitions().size();
        return partitions == 1
                ? null
                : "topic " + topic + " has " + partitions
                        + " partitions instead of 1: records go to partitions that are not read";
    }

    private CompletionStage<@Nullable String> policy() {
        if (configsRefused) {
            return CompletableFuture.completedFuture(null);
        }
        return admin.describeConfigs(List.of(resource))
                .all()
                .toCompletionStage()
                .handle((found, problem) -> {
                    if (problem == null) {
                        String policy = Objects.requireNonNull(found.get(resource))
                                .get(TopicConfig.CLEANUP_POLICY_CONFIG)
                                .value();
                        return policy.contains(TopicConfig.CLEANUP_POLICY_COMPACT)
                                ? "topic " + topic + " is compacted (cleanup.policy=" + policy
                                        + "): records disappear from its middle"
                                : null;
                    }
                    if (cause(problem) instanceof AuthorizationException) {
                        configsRefused = true;
                        log.warn(
                                "The cleanup.policy of topic {} is not watched: the broker refuses to show the topic's settings",
                                topic);
                        return null;
                    }
                    throw new CompletionException(cause(problem));
                });
    }

    private CompletionStage<Long> begin() {
        return admin.listOffsets(Map.of(partition, OffsetSpec.earliest()))
                .partitionResult(partition)
                .toCompletionStage()
                .thenApply(found -> found.offset());
    }

    private void ended(Passed check, long lag, @Nullable Throwable problem) {
        Throwable cause = problem == null ? null : cause(problem);
        boolean missing = cause instanceof UnknownTopicOrPartitionException || cause instanceof UnknownTopicIdException;
        boolean gone = absence.lasts(missing, System.nanoTime());
        if (cause == null) {
            warnOfRetention(check, lag);
            passed = check;
            failure = null;
            aliveNanos = check.startedNanos;
            return;
        }
        if (cause instanceof TopicChangedException changed) {
            differs(String.valueOf(changed.getMessage()));
        } else if (gone) {
            differs("topic " + topic + " does not exist any more");
        }
        failure = cause;
    }

    private void differs(String what) {
        Passed last = passed;
        difference = what
                + (last == null
                        ? ""
                        : ". The first offset in doubt is " + last.nextOffset + ": earlier records are the right ones");
    }

    /** Retention that reaches records before this reader does is a loss to come. */
    private void warnOfRetention(Passed check, long lag) {
        Passed last = passed;
        boolean near = last != null && check.begin > last.begin && check.nextOffset - check.begin < lag;
        if (near && check.startedNanos - retentionWarnedNanos > RETENTION_AGAIN.toNanos()) {
            retentionWarnedNanos = check.startedNanos;
            log.warn(
                    "Topic {} now begins at offset {}, its retention is about to delete records that have not been read: the next is"
                            + " {}, {} before the end. Raise retention.ms until the replica has caught up",
                    topic,
                    check.begin,
                    check.nextOffset,
                    lag);
        }
    }

    private void noteFailure(long now) {
        Throwable cause = failure;
        if (cause != null && !failureLogged && now - aliveNanos > NOTICE.toNanos()) {
            failureLogged = true;
            log.warn(
                    "Topic {} cannot be checked, and nothing that is polled is used until it can: {}",
                    topic,
                    cause.toString());
        } else if (cause == null && failureLogged) {
            failureLogged = false;
            log.info("Topic {} can be checked again", topic);
        }
    }

    private static Throwable cause(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    /**
     * How long a topic has been missing in every check. Time without an answer does not count: a broker that is back from an
     * outage may not know its topics yet. For one thread at a time.
     */
    static final class Absence {
        private boolean missingBefore;
        private long sinceNanos;

        /** Notes the result of a check. Returns whether the topic has been missing for too long to come back. */
        boolean lasts(boolean missing, long nowNanos) {
            if (!missingBefore) {
                sinceNanos = nowNanos;
            }
            missingBefore = missing;
            return missing && nowNanos - sinceNanos > MISSING.toNanos();
        }
    }

    private static final class TopicChangedException extends RuntimeException {
        TopicChangedException(String message) {
            super(message);
        }
    }
}

package dev.drover.kafka;

import dev.drover.config.StartupException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An admin client that waits for each answer as long as the client's settings say ({@code default.api.timeout.ms}). A broker that
 * has answered before is considered slow rather than down, and is asked again. For one thread.
 */
public final class BrokerAdmin implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BrokerAdmin.class);
    private static final int TRIES = 3;
    private static final Duration NOTICE = Duration.ofSeconds(10);
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Admin admin;
    private final String broker;
    private final Runnable waiting;
    private final Duration limit;
    private final List<String> answered = new ArrayList<>();

    /**
     * Opens an admin client.
     *
     * @param client settings that are passed to the Kafka client
     * @param waiting called every second while an answer is awaited
     * @throws StartupException if the settings are invalid
     */
    public BrokerAdmin(String broker, Map<String, String> client, Runnable waiting) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker);
        this.broker = broker;
        this.waiting = waiting;
        try {
            this.limit = Duration.ofMillis(
                    new AdminClientConfig(settings).getInt(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG));
            this.admin = Admin.create(settings);
        } catch (KafkaException e) {
            throw new StartupException(
                    "cannot create a Kafka client for --kafka.broker " + broker + ": " + rootMessage(e)
                            + ". Check --kafka.broker and the kafka.client settings",
                    e);
        }
    }

    /**
     * Asks a question and returns the answer. Blocks.
     *
     * @param what the requested information for error texts, such as "the offsets of topic geth"
     * @throws ExecutionException if the broker answers with an error
     * @throws StartupException if no answer comes in time; its message lists the answers that came
     */
    public <T> T ask(String what, Function<Admin, KafkaFuture<T>> question) throws ExecutionException {
        for (int tries = 1; ; tries++) {
            try {
                T answer = await(what, question.apply(admin));
                answered.add(what);
                return answer;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TimeoutException)) {
                    throw e;
                }
                if (answered.isEmpty() || tries == TRIES) {
                    throw silent(what, tries, e);
                }
                log.warn(
                        "The Kafka broker at {} did not answer the request for {} within {} s, asking again",
                        broker,
                        what,
                        limit.toSeconds());
            }
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }

    /** Returns the message of the first cause. */
    public static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }

    private <T> T await(String what, KafkaFuture<T> answer) throws ExecutionException {
        long start = System.nanoTime();
        boolean noticed = false;
        while (true) {
            waiting.run();
            try {
                return answer.get(1, TimeUnit.SECONDS);
            } catch (java.util.concurrent.TimeoutException e) {
                Duration waited = Duration.ofNanos(System.nanoTime() - start);
                if (waited.compareTo(limit.plus(GRACE)) > 0) {
                    throw new ExecutionException(new TimeoutException("no answer within " + limit.toMillis() + " ms"));
                }
                if (!noticed && waited.compareTo(NOTICE) >= 0) {
                    noticed = true;
                    log.warn(
                            "Waiting for {} from the Kafka broker at {} for {} s, up to {} s (default.api.timeout.ms)",
                            what,
                            broker,
                            waited.toSeconds(),
                            limit.toSeconds());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StartupException("interrupted while waiting for the Kafka broker at " + broker, e);
            }
        }
    }

    private StartupException silent(String what, int tries, ExecutionException e) {
        String cause = rootMessage(Objects.requireNonNull(e.getCause()));
        return new StartupException(
                answered.isEmpty()
                        ? "no Kafka broker answers at " + broker + " within " + limit.toMillis() + " ms (" + cause
                                + "): start it, or correct --kafka.broker"
                        : "the Kafka broker at " + broker + " has answered the request for "
                                + String.join(" and ", answered) + ", but not for " + what + ", which was repeated "
                                + tries + " times for " + limit.toMillis() + " ms each (" + cause
                                + "): check the broker's load and log, or raise the kafka.client settings"
                                + " default.api.timeout.ms and request.timeout.ms",
                e);
    }
}

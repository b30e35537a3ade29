package dev.drover;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.cdc.Recording;
import dev.drover.config.Options;
import dev.drover.kafka.KafkaTopic;
import dev.drover.testing.RecordedAnswers;
import dev.drover.testing.RecordedAnswers.Exchange;
import dev.drover.testing.RecordedHeads;
import dev.drover.testing.Shared;
import dev.drover.testing.TestKafka;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The conformance suite of the execution APIs, as hive's {@code rpc-compat} judges it: a whole replica that read the suite's
 * chain from Kafka, asked over HTTP, five seconds for each answer. Answers are compared as JSON, all members and no more;
 * only an error's message may differ. Files that hive checks by schema alone are compared like the others.
 *
 * <p>{@code conformance-pending.txt} names the files that are not answered yet, and why. One that passes must leave it.
 */
final class ConformanceTest {
    private static final String CHAIN = "conformance-chain";
    private static final Duration ANSWER_TIME = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path dir;

    @Test
    void answersAsTheSuiteDemands() throws Exception {
        Recording recording = Recording.at(Shared.path("recordings/" + CHAIN + ".topic.jsonl.gz"));
        RecordedHeads.Line head = RecordedHeads.read(Shared.path("recordings/" + CHAIN + ".heads.jsonl"))
                .getLast();
        KafkaTopic topic = TestKafka.freshTopic();
        TestKafka.produce(topic, recording);
        Set<String> files = new TreeSet<>();
        TreeMap<String, String> failed = new TreeMap<>();
        try (Gateway gateway = Gateway.start(Options.parse(
                        "--kafka.broker=" + TestKafka.broker(),
                        "--replica.block.age=0s",
                        "--replica.offset.age=0s",
                        "--kafka.topic=" + topic.name(),
                        "--datadir=" + dir,
                        "--http.port=0",
                        "--ws.port=0",
                        "--ops.port=0"));
                HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://localhost:" + gateway.httpPort() + "/");
            awaitHead(client, uri, head);
            for (Exchange exchange : exchanges()) {
                files.add(exchange.name());
                JsonNode answer = ask(client, uri, exchange.request());
                if (!sameButForMessages(answer, exchange.response())) {
                    failed.put(
                            exchange.name(),
                            exchange.request() + "\n  answered " + shorten(answer) + "\n  expected "
                                    + shorten(exchange.response()));
                }
            }
        }
        Set<String> pending = pending();
        assertThat(files).hasSize(163).containsAll(pending);
        Set<String> done = new TreeSet<>(pending);
        done.removeAll(failed.keySet());
        assertThat(done).as("pending files that pass").isEmpty();
        failed.keySet().removeAll(pending);
        assertThat(failed).as("files that fail").isEmpty();
    }

    private static List<Exchange> exchanges() {
        List<Exchange> exchanges = new ArrayList<>();
        for (String method : RecordedAnswers.conformanceMethods()) {
            exchanges.addAll(RecordedAnswers.ofConformance(method));
        }
        return exchanges;
    }

    private static void awaitHead(HttpClient client, URI uri, RecordedHeads.Line head) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        long end = System.nanoTime() + 60_000_000_000L;
        while (!head.hash()
                .toString()
                .equals(client.send(request, BodyHandlers.discarding())
                        .headers()
                        .firstValue("X-Head-Hash")
                        .orElse(""))) {
            assertThat(System.nanoTime()).as("time is up").isLessThan(end);
            Thread.sleep(20);
        }
    }

    private static JsonNode ask(HttpClient client, URI uri, JsonNode body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .timeout(ANSWER_TIME)
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        return JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
    }

    private static boolean sameButForMessages(JsonNode answer, JsonNode expected) {
        return withoutMessage(answer).equals(withoutMessage(expected));
    }

    /** Without the messages of errors, at any depth: hive removes them where both sides have one. */
    private static JsonNode withoutMessage(JsonNode node) {
        JsonNode copy = node.deepCopy();
        for (JsonNode error : copy.findValues("error")) {
            if (error instanceof ObjectNode object && object.has("message")) {
                object.put("message", "");
            }
        }
        return copy;
    }

    private static Set<String> pending() throws Exception {
        try (InputStream in = Objects.requireNonNull(
                ConformanceTest.class.getResourceAsStream("/conformance-pending.txt"), "conformance-pending.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String shorten(JsonNode json) {
        String text = json.toString();
        return text.length() < 1_000 ? text : text.substring(0, 1_000) + "…";
    }
}

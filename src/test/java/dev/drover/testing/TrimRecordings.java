package dev.drover.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Makes the recordings that ship with Drover and those that its tests read, out of the full ones; run by hand when those
 * change: {@code java -cp target/test-classes:… dev.drover.testing.TrimRecordings RECORDINGS src}.
 *
 * <p>The shipped topic is the longest prefix of {@code ethash-two-masters} below 3 MB that ends with a head change. Of its
 * answers, those are kept that no later block can change: by number, by hash, by transaction, up to its head.
 */
public final class TrimRecordings {
    private static final String ETHASH = "ethash-two-masters";
    private static final long TOPIC_BYTES_MAX = 3_000_000;
    /** What the compressor may still hold back when its output is measured. */
    private static final long SLACK_BYTES = 50_000;

    private static final Set<String> UNCHANGING = Set.of("eth_chainId", "net_version", "web3_sha3");
    private static final Set<String> OF_ONE_BLOCK = Set.of(
            "eth_getBlockByNumber",
            "eth_getBlockByHash",
            "eth_getBlockReceipts",
            "eth_getBlockTransactionCountByNumber",
            "eth_getBlockTransactionCountByHash",
            "eth_getTransactionByHash",
            "eth_getTransactionByBlockNumberAndIndex",
            "eth_getTransactionByBlockHashAndIndex",
            "eth_getTransactionReceipt",
            "eth_getUncleByBlockNumberAndIndex",
            "eth_getUncleByBlockHashAndIndex",
            "eth_getUncleCountByBlockNumber");

    private static final ObjectMapper JSON = new ObjectMapper();

    private TrimRecordings() {}

    /** The folder with the full recordings, and the project's {@code src}. */
    public static void main(String[] args) throws IOException {
        Path from = Path.of(args[0]);
        Path shipped = Files.createDirectories(Path.of(args[1], "main/resources/recordings"));
        Path fixtures = Files.createDirectories(Path.of(args[1], "test/resources/recordings"));
        List<JsonNode> heads = new ArrayList<>();
        for (String line : Files.readAllLines(from.resolve(ETHASH + ".heads.jsonl"))) {
            heads.add(JSON.readTree(line));
        }
        long lastOffset = lastOffset(from.resolve(ETHASH + ".topic.jsonl.gz"), heads);
        copyLines(
                from.resolve(ETHASH + ".topic.jsonl.gz"),
                shipped.resolve(ETHASH + ".topic.jsonl.gz"),
                line -> line.get("offset").asLong() <= lastOffset);
        heads.removeIf(head -> head.get("offset").asLong() > lastOffset);
        List<String> keptHeads =
                Files.readAllLines(from.resolve(ETHASH + ".heads.jsonl")).subList(0, heads.size());
        Files.write(fixtures.resolve(ETHASH + ".heads.jsonl"), keptHeads);
        trimAnswers(from, fixtures, heads.getLast().get("number").asLong());
        for (String file : List.of("conformance-chain.topic.jsonl.gz", "conformance-chain.heads.jsonl")) {
            Files.copy(from.resolve(file), fixtures.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private interface Choice {
        boolean keep(JsonNode line);
    }

    /** Offset of the last head change before which the compressed topic stays below the limit. */
    private static long lastOffset(Path topic, List<JsonNode> heads) throws IOException {
        Set<Long> changes = new HashSet<>();
        heads.forEach(head -> changes.add(head.get("offset").asLong()));
        CountingStream counter = new CountingStream();
        long last = -1;
        try (BufferedReader lines = read(topic);
                OutputStream gzip = gzip(counter)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                gzip.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                if (counter.count > TOPIC_BYTES_MAX - SLACK_BYTES) {
                    break;
                }
                long offset = JSON.readTree(line).get("offset").asLong();
                last = changes.contains(offset) ? offset : last;
            }
        }
        return last;
    }

    private static void trimAnswers(Path from, Path fixtures, long lastNumber) throws IOException {
        Path answers = from.resolve(ETHASH + ".answers.jsonl.gz");
        Set<String> known = new HashSet<>();
        for (long number = 0; number <= lastNumber; number++) {
            known.add("0x" + Long.toHexString(number));
        }
        try (BufferedReader lines = read(answers)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode exchange = JSON.readTree(line);
                JsonNode request = exchange.path("request");
                if (request.path("method").asText().equals("eth_getBlockByNumber")
                        && known.contains(request.path("params").path(0).asText())) {
                    addNames(exchange.path("response").path("result"), known);
                }
            }
        }
        copyLines(answers, fixtures.resolve(ETHASH + ".answers.jsonl.gz"), exchange -> {
            JsonNode request = exchange.path("request");
            String method = request.path("method").asText();
            return UNCHANGING.contains(method)
                    || (OF_ONE_BLOCK.contains(method)
                            && known.contains(request.path("params").path(0).asText()));
        });
    }

    private static void addNames(JsonNode block, Set<String> known) {
        known.add(block.path("hash").asText());
        for (JsonNode transaction : block.path("transactions")) {
            known.add(
                    transaction.isTextual()
                            ? transaction.asText()
                            : transaction.path("hash").asText());
        }
    }

    private static void copyLines(Path from, Path to, Choice choice) throws IOException {
        try (BufferedReader lines = read(from);
                OutputStream gzip = gzip(Files.newOutputStream(to))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (choice.keep(JSON.readTree(line))) {
                    gzip.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }

    private static BufferedReader read(Path gzip) throws IOException {
        return new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(gzip)), StandardCharsets.UTF_8));
    }

    private static OutputStream gzip(OutputStream out) throws IOException {
        return new GZIPOutputStream(out, 1 << 16) {
            {
                def.setLevel(9);
            }
        };
    }

    private static final class CountingStream extends FilterOutputStream {
        private long count;

        CountingStream() {
            super(OutputStream.nullOutputStream());
        }

        @Override
        public void write(byte[] bytes, int start, int length) {
            count += length;
        }
    }
}

package dev.drover.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drover.rpc.MethodTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** What real nodes answered: the exchanges beside the recordings, and the conformance suite's. */
public final class RecordedAnswers {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * One call and its answer.
     *
     * @param name where it stands, for messages
     * @param group what is asked about, as MODERN.md lists the groups; empty if the recording has none
     */
    public record Exchange(String name, String group, JsonNode request, JsonNode response) {
        /** The method called; empty if there is none. */
        public String method() {
            return request.path("method").asText();
        }
    }

    /** What a node answers of itself, and not of the chain; MODERN.md of the recordings names them. */
    private static final Set<String> OWN_AFFAIRS = Set.of("eth_capabilities", "rpc_modules");

    /** What geth has not any more. */
    private static final Set<String> GONE = Set.of("eth_protocolVersion", "eth_coinbase", "eth_mining", "eth_hashrate");

    private RecordedAnswers() {}

    /** The methods whose recorded answers a node with this table must give too. */
    public static Predicate<String> judging(MethodTable table) {
        Set<String> names = table.names();
        return method -> GONE.contains(method) || names.contains(method) && !OWN_AFFAIRS.contains(method);
    }

    /** The exchanges of a recording whose method passes {@code methods}; malformed bodies are left out. */
    public static List<Exchange> of(String recording, Predicate<String> methods) {
        List<Exchange> exchanges = new ArrayList<>();
        Path file = Shared.path("recordings/" + recording + ".answers.jsonl.gz");
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode node = JSON.readTree(line);
                Exchange exchange = new Exchange(
                        recording + " id " + node.path("request").path("id"),
                        node.path("group").asText(),
                        node.path("request"),
                        node.path("response"));
                if (node.has("request") && methods.test(exchange.method()) && !wantsJavaScript(exchange)) {
                    exchanges.add(exchange);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return exchanges;
    }

    /** Whether it names a tracer that geth does not have, and takes for JavaScript. */
    private static boolean wantsJavaScript(Exchange exchange) {
        JsonNode message = exchange.response().path("error").path("message");
        return exchange.method().startsWith("debug_trace") && message.asText().startsWith("ReferenceError");
    }

    /** The methods that the conformance suite has files for. */
    public static List<String> conformanceMethods() {
        try (Stream<Path> folders = Files.list(Shared.path("conformance/tests"))) {
            return folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The exchanges of the conformance suite for one method, in files {@code tests/METHOD/NAME.io}. */
    public static List<Exchange> ofConformance(String method) {
        try (Stream<Path> files = Files.list(Shared.path("conformance/tests/" + method))) {
            List<Exchange> exchanges = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                JsonNode request = null;
                for (String line : Files.readAllLines(file)) {
                    if (line.startsWith(">> ")) {
                        request = JSON.readTree(line.substring(3));
                    } else if (line.startsWith("<< ") && request != null) {
                        String name = method + "/" + file.getFileName();
                        exchanges.add(new Exchange(name, "", request, JSON.readTree(line.substring(3))));
                    }
                }
            }
            return exchanges;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

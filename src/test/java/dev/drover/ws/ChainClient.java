package dev.drover.ws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.testing.LogChain;
import dev.drover.testing.WsClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A client that builds the chain and its logs only from the notifications of two subscriptions. It asserts that each
 * notification follows from the one before: no gap, no repetition, correct order. It can reconnect and resume.
 */
final class ChainClient implements AutoCloseable {
    /** The hashes of the canonical blocks, oldest first. */
    private final List<String> chain = new ArrayList<>();
    /** The logs by block, oldest first. Those of the last block may be incomplete. */
    private final Map<String, List<String>> logs = new LinkedHashMap<>();

    private WsClient socket;
    private String heads;
    private String logged;
    private boolean together;

    ChainClient(int port) throws InterruptedException {
        socket = new WsClient(port, null);
        heads = subscribe("\"newHeads\"");
        logged = subscribe("\"logs\",{}");
        together = true;
    }

    /** Connects again, to this or another replica, and resumes after the last block that is known completely. */
    void reconnect(int port) throws InterruptedException {
        socket.close();
        socket = new WsClient(port, null);
        // Only the newest block may lack some of its logs.
        if (!logs.isEmpty()) {
            logs.remove(List.copyOf(logs.keySet()).getLast());
        }
        String known = logs.isEmpty() ? "" : List.copyOf(logs.keySet()).getLast();
        heads = subscribe("\"newHeads\"" + after(chain.isEmpty() ? "" : chain.getLast()));
        logged = subscribe("\"logs\"" + after(known));
        together = false;
    }

    private static String after(String hash) {
        return hash.isEmpty() ? ",{\"fromBlock\":\"0x0\"}" : ",{\"fromBlockHash\":\"" + hash + "\"}";
    }

    /** Reads notifications until the last block and all its logs have arrived. */
    void listenUntil(LogChain.MadeBlock tip) throws InterruptedException {
        String hash = tip.header().hash().toString();
        while (chain.isEmpty()
                || !chain.getLast().equals(hash)
                || logs.getOrDefault(hash, List.of()).size() < tip.logs().size()) {
            listen();
        }
    }

    /** Reads one notification. */
    void listen() throws InterruptedException {
        JsonNode params = socket.nextJson().path("params");
        JsonNode result = params.path("result");
        if (params.path("subscription").asText().equals(heads)) {
            head(result);
        } else {
            assertThat(params.path("subscription").asText()).isEqualTo(logged);
            log(result);
        }
    }

    List<String> chain() {
        return chain;
    }

    List<String> logs() {
        return logs.values().stream().flatMap(List::stream).toList();
    }

    private void head(JsonNode head) {
        int number = Integer.decode(head.path("number").asText());
        assertThat(number).isLessThanOrEqualTo(chain.size());
        chain.subList(number, chain.size()).clear();
        if (number > 0) {
            assertThat(head.path("parentHash").asText()).isEqualTo(chain.getLast());
        }
        chain.add(head.path("hash").asText());
    }

    private void log(JsonNode log) {
        String block = log.path("blockHash").asText();
        String id = block + "/" + Integer.decode(log.path("logIndex").asText());
        if (log.path("removed").asBoolean()) {
            // A log of the newest block, in order.
            assertThat(List.copyOf(logs.keySet()).getLast()).isEqualTo(block);
            List<String> removing = logs.getOrDefault(block, List.of());
            assertThat(removing.removeFirst()).isEqualTo(id);
            if (removing.isEmpty()) {
                logs.remove(block);
            }
            return;
        }
        if (together) {
            assertThat(chain.getLast()).isEqualTo(block);
        }
        List<String> known = logs.computeIfAbsent(block, ignored -> new ArrayList<>());
        assertThat(List.copyOf(logs.keySet()).getLast()).isEqualTo(block);
        assertThat(id).isEqualTo(block + "/" + known.size());
        known.add(id);
    }

    private String subscribe(String params) throws InterruptedException {
        socket.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_subscribe\",\"params\":[" + params + "]}");
        while (true) {
            JsonNode answer = socket.nextJson();
            if (answer.has("id")) {
                assertThat(answer.path("result").asText()).startsWith("0x");
                return answer.path("result").asText();
            }
            if (heads != null) {
                head(answer.path("params").path("result"));
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}

package dev.drover.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drover.testing.RpcClient;
import dev.drover.testing.WsClient;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A dapp that hears of a head from one replica and at once asks the others for that block, its receipts and its logs. What a
 * replica has told, every replica knows, and none leaves a block out. It connects again after a fault.
 */
final class Watcher implements Runnable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SUBSCRIBE =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_subscribe\",\"params\":[\"newHeads\"]}";
    private static final long POLL_MILLIS = 100;

    private final Cluster.Member told;
    private final List<Cluster.Member> others;
    private final HeadOrder order;
    private final Announced announced;
    private final AtomicLong checks;
    private final AtomicBoolean stop;
    private final Map<Cluster.Member, RpcClient> clients = new HashMap<>();
    private int turn;

    /** @param checks counts the announced heads that were asked for */
    Watcher(
            Cluster.Member told,
            List<Cluster.Member> others,
            HeadOrder order,
            Announced announced,
            AtomicLong checks,
            AtomicBoolean stop) {
        this.told = told;
        this.others = others;
        this.order = order;
        this.announced = announced;
        this.checks = checks;
        this.stop = stop;
    }

    @Override
    public void run() {
        others.forEach(other -> clients.put(other, new RpcClient(other.httpPort())));
        try {
            while (!stop.get()) {
                try (WsClient socket = new WsClient(told.wsPort(), null)) {
                    socket.send(SUBSCRIBE);
                    listen(socket, announced.connected(told.name()));
                } catch (RuntimeException e) {
                    // The replica is down just now.
                }
                Thread.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen(WsClient socket, Announced.Connection connection) throws InterruptedException {
        while (!stop.get()) {
            String text = socket.poll(POLL_MILLIS);
            if (text == null && socket.isClosed()) {
                return;
            }
            JsonNode head = text == null ? null : head(text);
            if (head != null) {
                connection.heard(
                        head.path("number").asText(),
                        head.path("hash").asText(),
                        head.path("parentHash").asText());
                ask(others.get(turn++ % others.size()), head);
            }
        }
    }

    private static @Nullable JsonNode head(String text) {
        try {
            JsonNode head = JSON.readTree(text).path("params").path("result");
            return head.has("hash") ? head : null;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void ask(Cluster.Member asked, JsonNode head) {
        String number = head.path("number").toString();
        String range = "{\"fromBlock\":" + number + ",\"toBlock\":" + number + "}";
        try {
            require(asked, head, "eth_getBlockByNumber", number + ",false");
            require(asked, head, "eth_getBlockReceipts", number);
            require(asked, head, "eth_getLogs", range);
            require(asked, head, "eth_getBlockByHash", head.path("hash") + ",false");
            checks.incrementAndGet();
        } catch (UncheckedIOException e) {
            // That replica is down just now.
        }
    }

    /** A replica that cannot answer just now says so by its status; it never says that there is no such block. */
    private void require(Cluster.Member asked, JsonNode head, String method, String params) {
        HttpResponse<String> answer = Objects.requireNonNull(clients.get(asked))
                .post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":[" + params + "]}");
        boolean refused = answer.statusCode() == 503;
        if (!refused
                && (answer.body().contains("\"result\":null") || !answer.body().contains("\"result\""))) {
            order.violation(
                    told.name() + " told of block " + head.path("number").asText() + ", " + asked.name()
                            + " said " + answer.body() + " to " + method + " at "
                            + answer.headers().map() + ", "
                            + Instant.now());
        }
    }
}

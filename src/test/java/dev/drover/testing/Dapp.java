package dev.drover.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A dapp on a real WebSocket. */
public final class Dapp implements AutoCloseable, WebSocket.Listener {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> notifications = new ArrayList<>();
    private final LinkedBlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
    private final StringBuilder message = new StringBuilder();
    // Kept, since a client that nobody refers to stops and its sockets with it.
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;

    /** Connects to the server on this port of the machine. */
    public Dapp(int port) {
        socket = client.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/"), this)
                .join();
    }

    /** Subscribes and returns the subscription's id. */
    public String subscribe(String kind) {
        return call("eth_subscribe", "\"" + kind + "\"").path("result").asText();
    }

    /** Calls a method; {@code params} is what stands between the brackets. */
    public JsonNode call(String method, String params) {
        socket.sendText(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":[" + params + "]}",
                        true)
                .join();
        try {
            JsonNode answer = answers.poll(30, TimeUnit.SECONDS);
            if (answer == null) {
                throw new IllegalStateException("no answer to " + method);
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The results of all notifications so far, in order. */
    public List<JsonNode> notifications() {
        synchronized (notifications) {
            return List.copyOf(notifications);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        message.append(data);
        if (last) {
            try {
                JsonNode node = JSON.readTree(message.toString());
                if (node.has("method")) {
                    synchronized (notifications) {
                        notifications.add(node.path("params").path("result"));
                    }
                } else {
                    answers.add(node);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            message.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public void close() {
        socket.abort();
    }
}

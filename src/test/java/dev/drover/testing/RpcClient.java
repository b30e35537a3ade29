package dev.drover.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** JSON-RPC over real HTTP, as a wallet speaks it. */
public final class RpcClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI uri;

    /** A client of the server on this port of the machine. */
    public RpcClient(int port) {
        uri = URI.create("http://127.0.0.1:" + port + "/");
    }

    /** Calls a method; {@code params} is what stands between the brackets. Returns the whole answer. */
    public JsonNode call(String method, String... params) {
        return send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":["
                + String.join(",", params) + "]}");
    }

    /** Sends a body and returns the answer as JSON. */
    public JsonNode send(String body) {
        try {
            return JSON.readTree(post(body).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a body and returns the answer with its headers. */
    public HttpResponse<String> post(String body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body))
                    .build();
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Status of a plain GET, as a load balancer asks. */
    public int get() {
        try {
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

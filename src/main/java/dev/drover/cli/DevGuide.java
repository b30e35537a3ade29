package dev.drover.cli;

import dev.drover.Gateway;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;

/** Prints how to use a running {@code drover dev}, with an example response of the replica. */
final class DevGuide {
    private static final String QUESTION =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_blockNumber\",\"params\":[]}";
    private static final String SUBSCRIPTION =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_subscribe\",\"params\":[\"newHeads\"]}";

    private final Gateway gateway;
    private final String broker;
    private final String topic;
    private final Path dir;

    DevGuide(Gateway gateway, String broker, String topic, Path dir) {
        this.gateway = gateway;
        this.broker = broker;
        this.topic = topic;
        this.dir = dir;
    }

    /** Sends a request to the replica and prints its response and all addresses. */
    void print(PrintWriter out) {
        String http = "http://127.0.0.1:" + gateway.httpPort();
        out.println();
        out.println("Drover is ready. Send requests over HTTP:");
        out.println("  curl -s -H 'content-type: application/json' -d '" + QUESTION + "' " + http);
        out.println("  " + ask(http));
        out.println("Subscribe to heads over WebSocket:");
        out.println("  npx wscat -w 60 -c ws://127.0.0.1:" + gateway.wsPort() + " -x '" + SUBSCRIPTION + "'");
        out.println("Operations: http://127.0.0.1:" + gateway.opsPort() + "/readiness, /liveness, /metrics");
        out.println("Kafka: " + broker + ", topic " + topic + ". Data: " + dir);
        out.println("Ctrl-C stops everything. The next start continues from here.");
        out.println();
        out.flush();
    }

    private static String ask(String url) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(QUESTION))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString()).body().strip();
        } catch (IOException e) {
            return "no response: " + e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "no response: interrupted";
        }
    }
}

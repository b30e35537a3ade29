package dev.drover.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.broker.EmbeddedBroker;
import dev.drover.cdc.Recording;
import dev.drover.kafka.KafkaTopic;
import dev.drover.kafka.Topics;
import dev.drover.testing.ReplicaProcess;
import dev.drover.testing.RpcClient;
import dev.drover.testing.Shared;
import dev.drover.testing.TestJvm;
import dev.drover.testing.TestKafka;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many calls a second a replica answers over HTTP: the head's number, for comparison, a balance, and an ERC-20 token's
 * balanceOf, at the newest block of a recording. The replica is a process of its own, on the same machine as the clients.
 * Arguments: rounds (3), connections (32), seconds of each (5).
 */
public final class CallBench {
    private static final String BALANCE_OF = "0x70a08231" + "0".repeat(64);
    private static final long READY_MILLIS = 60_000;

    private final int port;
    private final int connections;
    private final long seconds;

    private CallBench(int port, int connections, long seconds) {
        this.port = port;
        this.connections = connections;
        this.seconds = seconds;
    }

    /** Runs it and prints the figures. */
    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
        int connections = args.length > 1 ? Integer.parseInt(args[1]) : 32;
        long seconds = args.length > 2 ? Long.parseLong(args[2]) : 5;
        Path work = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "calls");
        int port = TestJvm.freePort();
        try (EmbeddedBroker broker = EmbeddedBroker.start(work.resolve("kafka"), 0)) {
            KafkaTopic topic = Topics.createForReplay(new KafkaTopic(broker.address(), "calls"));
            TestKafka.produce(topic, Recording.at(Shared.path("recordings/modern-two-masters.topic.jsonl.gz")));
            List<String> options = List.of(
                    "--kafka.broker=" + broker.address(),
                    "--replica.block.age=0s",
                    "--replica.offset.age=0s",
                    "--kafka.topic=" + topic.name(),
                    "--datadir=" + work.resolve("data"),
                    "--http.port=" + port,
                    "--ws.port=0",
                    "--ops.port=0");
            Process replica = TestJvm.start(work.resolve("replica.log"), "1g", ReplicaProcess.class, options);
            try {
                new CallBench(port, connections, seconds).run(rounds);
            } finally {
                replica.destroyForcibly().onExit().join();
            }
        }
    }

    private void run(int rounds) throws InterruptedException {
        RpcClient client = new RpcClient(port);
        awaitReady(client);
        String token = token(client);
        Map<String, String> calls = new LinkedHashMap<>();
        calls.put("eth_blockNumber", "\"eth_blockNumber\",\"params\":[]");
        calls.put("eth_getBalance", "\"eth_getBalance\",\"params\":[\"" + token + "\",\"latest\"]");
        calls.put(
                "balanceOf",
                "\"eth_call\",\"params\":[{\"to\":\"" + token + "\",\"data\":\"" + BALANCE_OF + "\"},\"latest\"]");
        for (int round = 1; round <= rounds; round++) {
            for (Map.Entry<String, String> call : calls.entrySet()) {
                String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":" + call.getValue() + "}";
                System.out.printf(
                        Locale.ROOT, "round %d: %-16s %,8.0f calls/s%n", round, call.getKey(), callsPerSecond(body));
            }
        }
    }

    private static void awaitReady(RpcClient client) throws InterruptedException {
        long end = System.nanoTime() + READY_MILLIS * 1_000_000;
        while (System.nanoTime() < end) {
            try {
                if (client.get() == 200) {
                    return;
                }
            } catch (UncheckedIOException e) {
                // Not up yet.
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException("the replica does not become ready");
    }

    /** A contract of the first blocks that knows balanceOf. */
    private static String token(RpcClient client) {
        for (int block = 1; block < 20; block++) {
            for (JsonNode receipt : client.call("eth_getBlockReceipts", "\"0x" + Integer.toHexString(block) + "\"")
                    .path("result")) {
                JsonNode contract = receipt.path("contractAddress");
                String call = "{\"to\":" + contract + ",\"data\":\"" + BALANCE_OF + "\"}";
                if (contract.isTextual()
                        && client.call("eth_call", call, "\"latest\"")
                                        .path("result")
                                        .asText()
                                        .length()
                                == 66) {
                    return contract.asText();
                }
            }
        }
        throw new IllegalStateException("no token in the first blocks");
    }

    private double callsPerSecond(String body) throws InterruptedException {
        LongAdder calls = new LongAdder();
        byte[] request = ("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
        long begin = System.nanoTime();
        long end = begin + seconds * 1_000_000_000;
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            threads.add(Thread.ofVirtual().start(() -> call(request, end, calls)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return calls.sum() / ((System.nanoTime() - begin) / 1e9);
    }

    private void call(byte[] request, long end, LongAdder calls) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (System.nanoTime() < end) {
                socket.getOutputStream().write(request);
                String answer = answer(in);
                if (!answer.contains("\"result\"")) {
                    throw new IllegalStateException(answer);
                }
                calls.increment();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String answer(InputStream in) throws IOException {
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        line.substring("content-length:".length()).strip());
            }
        }
        return new String(in.readNBytes(length), StandardCharsets.US_ASCII);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the replica ended the connection");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}

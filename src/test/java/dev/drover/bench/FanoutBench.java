package dev.drover.bench;

import dev.drover.config.WsConfig;
import dev.drover.testing.LogChain;
import dev.drover.testing.MadeReplica;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How long it takes until all subscribers of newHeads have heard of a block: {@code main(connections, blocks, stalled)}; the
 * last number is how many of them read nothing. Server and clients share the process and the machine.
 */
public final class FanoutBench {
    private static final String SUBSCRIBE =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_subscribe\",\"params\":[\"newHeads\"]}";
    private static final long BLOCK_MILLIS = 500;
    private static final int CONNECT_AT_ONCE = 200;

    private final AtomicInteger subscribed = new AtomicInteger();
    private final AtomicInteger heard = new AtomicInteger();
    private final long[] delays;
    private volatile long sentNanos;

    private FanoutBench(int notifications) {
        delays = new long[notifications];
    }

    /** Runs it and prints the figures. */
    public static void main(String[] args) throws Exception {
        int connections = Integer.parseInt(args[0]);
        int blocks = Integer.parseInt(args[1]);
        int stalled = Integer.parseInt(args[2]);
        new FanoutBench((connections - stalled) * blocks).run(connections, blocks, stalled);
    }

    private void run(int connections, int blocks, int stalled) throws Exception {
        Duration time = Duration.ofSeconds(60);
        WsConfig.Limits limits = new WsConfig.Limits(
                connections, 1 << 20, 10, 10, time, time, new WsConfig.Queue(1_000, 1 << 20), 1_000);
        LogChain chain = new LogChain(1);
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
        try (MadeReplica replica = new MadeReplica(limits)) {
            replica.take(chain.grow(1));
            long before = usedBytes();
            List<WebSocket> sockets = connect(vertx, replica.ws().port(), connections, stalled);
            System.out.printf(
                    "%d connections, %d of them read nothing; %d bytes of heap for both ends of each%n",
                    connections, stalled, (usedBytes() - before) / connections);
            for (int i = 0; i < blocks; i++) {
                int all = (i + 1) * (connections - stalled);
                sentNanos = System.nanoTime();
                replica.take(chain.grow(1));
                Thread.sleep(BLOCK_MILLIS);
                while (heard.get() < all && System.nanoTime() - sentNanos < time.toNanos()) {
                    Thread.sleep(10);
                }
            }
            Arrays.sort(delays);
            System.out.printf(
                    "%d notifications of %d blocks; p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, longest %.1f ms%n",
                    heard.get(), blocks, at(0.5), at(0.9), at(0.99), at(1));
            sockets.forEach(WebSocket::shutdown);
        }
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    private List<WebSocket> connect(Vertx vertx, int port, int connections, int stalled) throws Exception {
        WebSocketClient client =
                vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(connections));
        List<WebSocket> sockets = new ArrayList<>();
        while (sockets.size() < connections) {
            List<Future<WebSocket>> some = new ArrayList<>();
            int count = Math.min(CONNECT_AT_ONCE, connections - sockets.size());
            for (int i = 0; i < count; i++) {
                boolean reads = sockets.size() + i >= stalled;
                some.add(client.connect(port, "localhost", "/").onSuccess(socket -> begin(socket, reads)));
            }
            for (Future<WebSocket> one : some) {
                sockets.add(one.await(60, TimeUnit.SECONDS));
            }
        }
        while (subscribed.get() < connections) {
            Thread.sleep(10);
        }
        return sockets;
    }

    private void begin(WebSocket socket, boolean reads) {
        socket.textMessageHandler(text -> {
            if (!text.contains("eth_subscription")) {
                subscribed.incrementAndGet();
                if (!reads) {
                    socket.pause();
                }
            } else if (reads) {
                delays[heard.getAndIncrement()] = System.nanoTime() - sentNanos;
            }
        });
        socket.writeTextMessage(SUBSCRIBE);
    }

    private double at(double part) {
        return delays[(int) Math.min(delays.length - 1, delays.length * part)] / 1e6;
    }

    private static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}

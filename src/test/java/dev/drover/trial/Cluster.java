package dev.drover.trial;

import dev.drover.kafka.KafkaTopic;
import dev.drover.kafka.Topics;
import dev.drover.testing.RpcClient;
import dev.drover.testing.TestJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Broker, replicas and load balancer, each a process of its own on ports of its own. Not thread-safe. */
final class Cluster implements AutoCloseable {
    private final Path dir;
    private final List<String> replicaOptions;
    private final String replicaHeap;
    private final Class<?> replicaMain;
    private final List<Member> members = new ArrayList<>();
    private final int proxyPort;
    private final int brokerPort;
    private final Process broker;
    private @Nullable Process proxy;

    /** A replica: its ports and directory stay the same, its process comes and goes. */
    final class Member {
        private final String name;
        private final int httpPort;
        private final int wsPort;
        private @Nullable Process process;

        private Member(String name, int httpPort, int wsPort) {
            this.name = name;
            this.httpPort = httpPort;
            this.wsPort = wsPort;
        }

        int httpPort() {
            return httpPort;
        }

        int wsPort() {
            return wsPort;
        }

        /** Waits until it says that it is ready; false if it does not within this time. */
        boolean awaitReady(long millis) throws InterruptedException {
            RpcClient client = new RpcClient(httpPort);
            for (long end = System.nanoTime() + millis * 1_000_000; System.nanoTime() < end; ) {
                try {
                    if (client.get() == 200) {
                        return true;
                    }
                } catch (UncheckedIOException e) {
                    // Not up yet.
                }
                Thread.sleep(50);
            }
            return false;
        }

        String name() {
            return name;
        }

        boolean isRunning() {
            Process running = process;
            return running != null && running.isAlive();
        }

        void start() throws IOException {
            List<String> options = new ArrayList<>(replicaOptions);
            options.addAll(List.of(
                    "--datadir=" + dir.resolve(name),
                    "--http.port=" + httpPort,
                    "--ws.port=" + wsPort,
                    "--ops.port=0",
                    "--kafka.broker=127.0.0.1:" + brokerPort));
            process = TestJvm.start(dir.resolve(name + ".log"), replicaHeap, replicaMain, options);
        }

        void kill() {
            Process running = process;
            if (running != null) {
                running.destroyForcibly().onExit().join();
            }
        }

        void stop() throws InterruptedException {
            Process running = process;
            if (running != null) {
                running.destroy();
                if (!running.waitFor(20, TimeUnit.SECONDS)) {
                    throw new IllegalStateException(name + " does not stop");
                }
            }
        }

        /** Bytes of heap in use after a collection. */
        long usedBytes() throws IOException {
            Process running = Objects.requireNonNull(process);
            Process jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            String.valueOf(running.pid()),
                            "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            String total = jcmd.inputReader()
                    .lines()
                    .filter(line -> line.startsWith("Total"))
                    .findFirst()
                    .orElseThrow();
            return Long.parseLong(total.strip().split("\\s+")[2]);
        }

        void freeze(boolean frozen) throws IOException {
            Process running = process;
            if (running != null) {
                TestJvm.freeze(running, frozen);
            }
        }
    }

    /** Starts a broker; replicas run {@code replicaMain} with these options. */
    Cluster(Path dir, Class<?> replicaMain, String replicaHeap, int replicas, List<String> options) throws IOException {
        this.dir = Files.createDirectories(dir);
        this.replicaMain = replicaMain;
        this.replicaHeap = replicaHeap;
        this.replicaOptions = List.copyOf(options);
        brokerPort = TestJvm.freePort();
        proxyPort = TestJvm.freePort();
        broker = TestJvm.start(
                dir.resolve("broker.log"),
                "512m",
                BrokerMain.class,
                List.of(dir.resolve("broker").toString(), String.valueOf(brokerPort)));
        for (int i = 1; i <= replicas; i++) {
            members.add(new Member("replica-" + i, TestJvm.freePort(), TestJvm.freePort()));
        }
    }

    /** Waits until the broker answers, and makes a topic. */
    KafkaTopic awaitBroker(String topic) throws InterruptedException {
        RuntimeException last = new IllegalStateException();
        for (int i = 0; i < 30; i++) {
            try {
                return Topics.create(new KafkaTopic("127.0.0.1:" + brokerPort, topic));
            } catch (RuntimeException e) {
                last = e;
                Thread.sleep(1_000);
            }
        }
        throw last;
    }

    List<Member> members() {
        return members;
    }

    int proxyPort() {
        return proxyPort;
    }

    void freezeBroker(boolean frozen) throws IOException {
        TestJvm.freeze(broker, frozen);
    }

    /** Starts HAProxy over all members, running or not: each request goes to the next one that is ready. */
    void startProxy() throws IOException {
        StringBuilder config = new StringBuilder("""
                global
                    maxconn 4000
                defaults
                    mode http
                    timeout connect 2s
                    timeout client 60s
                    timeout server 40s
                    timeout http-request 30s
                    timeout queue 5s
                    timeout check 1s
                    # A replica that may not answer now says 503: another may.
                    option http-buffer-request
                    option redispatch 1
                    retries 3
                    retry-on conn-failure empty-response 503
                frontend http
                    bind 127.0.0.1:%d
                    default_backend replicas
                backend replicas
                    balance roundrobin
                    option httpchk
                    http-check send meth GET uri / ver HTTP/1.1 hdr Host localhost
                    http-check expect status 200
                """.formatted(proxyPort));
        for (Member member : members) {
            config.append("    server ")
                    .append(member.name)
                    .append(" 127.0.0.1:")
                    .append(member.httpPort)
                    .append(" check inter 200ms fall 2 rise 1 on-marked-down shutdown-sessions\n");
        }
        Path file = Files.writeString(dir.resolve("haproxy.cfg"), config);
        proxy = new ProcessBuilder("haproxy", "-db", "-f", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("haproxy.log").toFile())
                .start();
    }

    @Override
    public void close() {
        for (Member member : members) {
            member.kill();
        }
        if (proxy != null) {
            proxy.destroyForcibly();
        }
        broker.destroyForcibly().onExit().join();
    }
}

package dev.drover.broker;

import dev.drover.config.StartupException;
import dev.drover.kafka.Topics;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A Kafka broker with its own controller (KRaft) inside this JVM, for {@code drover dev} and for tests. It listens on the
 * loopback address only. Topics survive a restart in the same directory.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int NODE = 1;
    private static final String CONTROLLER = "CONTROLLER";

    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a broker and returns when it accepts requests, after about two seconds.
     *
     * @param directory data directory; created if it does not exist
     * @param port listening port, or 0 for a free port
     * @throws StartupException if the port or the directory is in use, or the directory cannot be written
     */
    public static EmbeddedBroker start(Path directory, int port) {
        checkDirectory(directory);
        int[] free = freePorts();
        int chosenPort = port == 0 ? free[0] : port;
        checkPort(chosenPort);
        KafkaRaftServer server = null;
        try {
            format(directory);
            server = new KafkaRaftServer(new KafkaConfig(settings(directory, chosenPort, free[1])), Time.SYSTEM);
            server.startup();
            return new EmbeddedBroker(server, chosenPort);
        } catch (Exception e) {
            if (server != null) {
                server.shutdown();
            }
            throw new StartupException(
                    "the Kafka broker in " + directory + " cannot start: " + e.getMessage()
                            + ". If its data is damaged, delete the directory",
                    e);
        }
    }

    /** Returns the address for clients, {@code host:port}. */
    public String address() {
        return HOST + ":" + port;
    }

    /** Stops the broker and returns when all its files are closed. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path directory) throws Exception {
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(NODE)
                .setDirectories(List.of(directory.toString()))
                .setMetadataLogDirectory(directory.toString())
                .setControllerListenerName(CONTROLLER)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .run();
    }

    private static Map<String, String> settings(Path directory, int port, int controllerPort) {
        Map<String, String> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE));
        settings.put("log.dirs", directory.toString());
        settings.put(
                "listeners",
                "PLAINTEXT://" + HOST + ":" + port + "," + CONTROLLER + "://" + HOST + ":" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://" + HOST + ":" + port);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        settings.put("controller.listener.names", CONTROLLER);
        settings.put("controller.quorum.voters", NODE + "@" + HOST + ":" + controllerPort);
        // Without a controlled shutdown, or with the default session timeout, the next start takes ten seconds longer.
        settings.put("controlled.shutdown.enable", "true");
        settings.put("broker.session.timeout.ms", "1500");
        settings.put("broker.heartbeat.interval.ms", "250");
        // The broker's internal topics have three replicas by default, which a single broker cannot provide.
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        // A misspelled topic must be an error, not a new topic with settings that lose replayed records.
        settings.put("auto.create.topics.enable", "false");
        settings.put("log.retention.ms", "-1");
        // One clock for all producers; topics for replayed records override this.
        settings.put("log.message.timestamp.type", "LogAppendTime");
        settings.put("log.message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
        settings.put("message.max.bytes", Integer.toString(Topics.RECORD_BYTES_MAX));
        settings.put("replica.fetch.max.bytes", Integer.toString(Topics.RECORD_BYTES_MAX));
        // Sized for a machine that is shared with other programs.
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "2");
        settings.put("background.threads", "2");
        settings.put("log.cleaner.dedupe.buffer.size", "2097152");
        return settings;
    }

    private static void checkDirectory(Path directory) {
        try {
            Files.createDirectories(directory);
            try (FileChannel channel = FileChannel.open(
                            directory.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.tryLock()) {
                if (lock == null) {
                    throw inUse(directory);
                }
            }
        } catch (OverlappingFileLockException e) {
            throw inUse(directory);
        } catch (IOException e) {
            throw new StartupException(
                    "the Kafka broker cannot write to " + directory + " (" + e + "): choose a writable directory", e);
        }
    }

    private static StartupException inUse(Path directory) {
        return new StartupException(
                directory + " is in use by another Kafka broker: stop that broker, or choose another directory");
    }

    private static void checkPort(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new StartupException(
                    "port " + port
                            + " for the Kafka broker is in use: stop the program that uses it, or choose another port",
                    e);
        }
    }

    /** Returns two free ports, for clients and for the controller. Both are held open, so that they are different. */
    private static int[] freePorts() {
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new int[] {one.getLocalPort(), other.getLocalPort()};
        } catch (IOException e) {
            throw new StartupException("no free port for the Kafka broker: " + e.getMessage(), e);
        }
    }
}

package dev.drover.testing;

import dev.drover.Gateway;
import dev.drover.config.Options;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A replica in a process of its own, which can be killed as a machine's end would. */
public final class ReplicaProcess implements AutoCloseable {
    private final Process process;
    private final int httpPort;
    private final int wsPort;
    private final int opsPort;

    private ReplicaProcess(Process process, String[] ports) {
        this.process = process;
        this.httpPort = Integer.parseInt(ports[1]);
        this.wsPort = Integer.parseInt(ports[2]);
        this.opsPort = Integer.parseInt(ports[3]);
    }

    /** Starts a replica with these options beside ports that the system chooses; returns when it listens. */
    public static ReplicaProcess start(Path errors, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                ReplicaProcess.class.getName()));
        command.addAll(List.of(options));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                    .start();
            BufferedReader out = process.inputReader();
            @Nullable String line = out.readLine();
            while (line != null && !line.startsWith("ports ")) {
                line = out.readLine();
            }
            if (line == null) {
                throw new IllegalStateException("the replica did not start, see " + errors);
            }
            Thread.ofVirtual().start(() -> out.lines().forEach(ignored -> {}));
            return new ReplicaProcess(process, line.split(" "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it answers JSON-RPC. */
    public int httpPort() {
        return httpPort;
    }

    /** Where it answers JSON-RPC over WebSocket. */
    public int wsPort() {
        return wsPort;
    }

    /** Where it tells operators how it is. */
    public int opsPort() {
        return opsPort;
    }

    /** SIGSTOP, or SIGCONT. */
    public void freeze(boolean frozen) {
        try {
            TestJvm.freeze(process, frozen);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL; returns when the process is gone. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** SIGTERM; returns the exit code when the process is gone. */
    public int stop() {
        process.destroy();
        return process.onExit().join().exitValue();
    }

    @Override
    public void close() {
        kill();
    }

    /** The process itself. */
    public static void main(String[] args) throws InterruptedException {
        Gateway gateway = Gateway.start(Options.parse(args));
        Runtime.getRuntime().addShutdownHook(new Thread(gateway::close));
        System.out.println("ports " + gateway.httpPort() + " " + gateway.wsPort() + " " + gateway.opsPort());
        Thread.currentThread().join();
    }
}

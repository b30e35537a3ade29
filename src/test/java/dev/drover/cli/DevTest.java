package dev.drover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code drover dev} and {@code drover serve} as a user starts them: processes of their own, stopped by a signal. */
@Tag("slow")
final class DevTest {
    private static final int STOPPED_BY_SIGNAL = 143;

    @TempDir
    Path dir;

    @Test
    void showsWhereToLookStopsOnASignalAndGoesOnWhereItWas() throws Exception {
        String first = devUntilReady();
        assertThat(first).contains("curl -s", "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x", "ws://127.0.0.1:");
        assertThat(log()).contains("Reading topic dev from offset 0 to");
        assertThat(log())
                .doesNotContain("Did not end within")
                .doesNotContain("Exception")
                .doesNotContain("|-");
        Files.delete(dir.resolve("log"));

        devUntilReady();
        Matcher start =
                Pattern.compile("Reading topic dev from offset ([0-9]+) to").matcher(log());
        assertThat(start.find()).isTrue();
        assertThat(Long.parseLong(start.group(1))).isPositive();
    }

    @Test
    void saysInOneLineThatAPortIsInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            String port = String.valueOf(taken.getLocalPort());
            assertThat(run("dev", "--datadir", data(), "--http.port", "0", "--ws.port", "0", "--ops.port", port))
                    .isEqualTo(1);
            assertThat(errors()).singleElement().asString().contains(port, "--ops.port");
        }
    }

    @Test
    void saysInOneLineThatItsDirectoryCannotBeWritten() throws Exception {
        Path file = Files.writeString(dir.resolve("file"), "in the way");
        assertThat(run("dev", "--datadir", file.toString())).isEqualTo(1);
        assertThat(errors()).singleElement().asString().contains(file.toString(), "--datadir");
    }

    @Test
    void saysInOneLineThatItMayNotWrite() throws Exception {
        Path closed = Files.createDirectory(
                dir.resolve("closed"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-x------")));
        Assumptions.assumeFalse(Files.isWritable(closed), "whoever may write everywhere cannot try this");
        assertThat(run("dev", "--datadir", closed.toString())).isEqualTo(1);
        assertThat(errors()).singleElement().asString().contains(closed.toString(), "--datadir");
    }

    @Test
    void saysInOneLineThatTheBrokerIsAway() throws Exception {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        String broker = "127.0.0.1:" + nobody;
        assertThat(run(
                        "serve",
                        "--datadir",
                        data(),
                        "--kafka.broker",
                        broker,
                        "--http.port=0",
                        "--ws.port=0",
                        "--ops.port=0"))
                .isEqualTo(1);
        assertThat(errors()).singleElement().asString().contains(broker, "--kafka.broker");
    }

    @Test
    void leavesForeignTopicsToServe() throws Exception {
        assertThat(run("dev", "--datadir", data(), "--kafka.topic", "other")).isEqualTo(2);
        assertThat(log()).contains("use serve for --kafka.topic");
    }

    private String devUntilReady() throws Exception {
        Process dev = start("dev", "--datadir", data(), "--http.port=0", "--ws.port=0", "--ops.port=0", "--speed=10x");
        StringBuilder printed = new StringBuilder();
        try {
            BufferedReader out = dev.inputReader();
            @Nullable String line = out.readLine();
            while (line != null && !line.startsWith("Ctrl-C")) {
                printed.append(line).append('\n');
                line = out.readLine();
            }
            assertThat(line).as("%s%s", printed, log()).isNotNull();
            dev.destroy();
            assertThat(dev.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(dev.exitValue()).isEqualTo(STOPPED_BY_SIGNAL);
        } finally {
            dev.destroyForcibly();
        }
        return printed.toString();
    }

    private int run(String... arguments) throws Exception {
        Process process = start(arguments);
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=conf/logback.xml",
                "-Djava.io.tmpdir=" + dir,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(
                        ProcessBuilder.Redirect.appendTo(dir.resolve("log").toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("DROVER_"));
        return builder.start();
    }

    private String data() {
        return dir.resolve("data").toString();
    }

    private String log() throws IOException {
        Path file = dir.resolve("log");
        return Files.exists(file) ? Files.readString(file) : "";
    }

    /** The lines that the command line itself wrote, between those of the log. */
    private List<String> errors() throws IOException {
        assertThat(log()).doesNotContain("\tat ");
        return log().lines().filter(line -> line.startsWith("drover: ")).toList();
    }
}

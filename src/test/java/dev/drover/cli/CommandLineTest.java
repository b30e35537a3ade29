package dev.drover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.config.Defaults;
import dev.drover.config.Options;
import dev.drover.config.Version;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommandLineTest {
    @TempDir
    Path dir;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void printsItsVersion() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString().strip()).isEqualTo(Version.client());
        assertThat(Version.client()).matches("drover/v[0-9]+\\.[0-9]+\\.[0-9]+/[a-z]+-[a-z0-9_]+/java-25");
    }

    @Test
    void asksForACommand() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("drover --help");
    }

    @Test
    void listsEveryOptionInItsHelp() {
        assertThat(run("config", "--help")).isZero();
        Options.spec().options().forEach(option -> assertThat(out.toString()).contains(option.longestName()));
        assertThat(out.toString()).doesNotContain("\\R");
    }

    @Test
    void exitsWithTwoOnAnUnknownFlagAndNamesTheNearest() {
        assertThat(run("config", "--ops.prot=1")).isEqualTo(2);
        assertThat(err.toString()).contains("'--ops.prot=1'; did you mean --ops.port?");
    }

    @Test
    void exitsWithTwoOnAnUnknownCommandAndNamesTheNearest() {
        assertThat(run("confg")).isEqualTo(2);
        assertThat(err.toString()).contains("did you mean config?");
    }

    @Test
    void saysWhereAWrongValueComesFrom() {
        assertThat(run(Map.of("DROVER_OPS_PORT", "x"), "config")).isEqualTo(2);
        assertThat(err.toString()).contains("--ops.port").contains("'x'").contains("from DROVER_OPS_PORT");
    }

    @Test
    void exitsWithTwoOnAValueOutOfRange() {
        assertThat(run("config", "--ops.port=70000")).isEqualTo(2);
        assertThat(err.toString()).contains("drover: --ops.port must be a port").doesNotContain("\tat ");
    }

    @Test
    void printsWhatItCanReadAgain() throws IOException {
        assertThat(run(
                        Map.of("DROVER_HEAD_WAITING", "7"),
                        "config",
                        "--ops.port=1",
                        "--kafka.client=a.b=c \"d\"",
                        "--kafka.topic=t:5"))
                .isZero();
        assertThat(out.toString()).contains("ops.port = 1  # command line", "head.waiting = 7  # DROVER_HEAD_WAITING");
        Path file = Files.writeString(dir.resolve("printed.toml"), out.toString());
        assertThat(Options.parse(Defaults.of(new String[] {"--config", file.toString()}, Map.of())))
                .isEqualTo(Options.parse(
                        "--ops.port=1", "--head.waiting=7", "--kafka.client=a.b=c \"d\"", "--kafka.topic=t:5"));
    }

    @Test
    void masksSecrets() {
        run(
                Map.of("DROVER_KAFKA_CLIENT_SASL_JAAS_CONFIG", "hunter2"),
                "config",
                "--kafka.client=ssl.key.password=hunter2",
                "--kafka.client=security.protocol=SSL");
        assertThat(out.toString())
                .doesNotContain("hunter2")
                .contains("kafka.client.sasl.jaas.config = \"********\"", "kafka.client.security.protocol = \"SSL\"");
    }

    @Test
    void checksAFile() throws IOException {
        Path good = Files.writeString(dir.resolve("good.toml"), "ops.port = 1");
        assertThat(run("config", "check", good.toString())).isZero();
        Path bad = Files.writeString(dir.resolve("bad.toml"), "ops.prot = 1\nops.port = \"x\"\n");
        assertThat(run("config", "check", bad.toString())).isEqualTo(2);
        assertThat(out.toString()).contains("ops.prot", "did you mean ops.port?", "'x' is not an int", "not ok");
    }

    @Test
    void generatesCompletion() {
        assertThat(run("generate-completion")).isZero();
        assertThat(out.toString()).contains("complete ", "--kafka.broker");
    }

    private int run(String... args) {
        return run(Map.of(), args);
    }

    private int run(Map<String, String> environment, String... args) {
        return CommandRunner.run(args, environment, new PrintWriter(out, true), new PrintWriter(err, true));
    }
}

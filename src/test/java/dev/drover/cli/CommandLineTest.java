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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

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

    @ParameterizedTest
    @CsvSource({
        "run, did you mean serve?",
        "server, did you mean serve?",
        "recrod, did you mean record?",
        "import, did you mean replay?",
        "show, did you mean inspect?",
        "serve --http-port=1, did you mean --http.port?",
        "serve --HTTP.PORT=1, did you mean --http.port?",
        "serve --http_port=1, did you mean --http.port?",
        "serve --kafka.brokers=x, did you mean --kafka.broker?",
        "serve --bootstrap-servers=x, did you mean --kafka.broker?",
        "serve --broker=x, did you mean --kafka.broker?",
        "serve --port=1, 'did you mean --http.port, --ops.port or --ws.port?'",
        "serve --kafka.reread 5, did you mean --kafka.reread-from?",
        "serve --data-dir=x, did you mean --datadir?",
        "serve --ws.prot=1, did you mean --ws.port?",
        "serve --verbosity=3, did you mean --log.level?",
        "serve -http.port=1, did you mean --http.port?",
        "serve --speed=max, this is an option of dev",
        "inspect --file=x --head, did you mean --heads?",
        "replay --files=x, did you mean --file?",
        "replay --topic=x, did you mean --kafka.topic?",
        "--http.port=1 serve, options follow the command: drover serve --http.port",
    })
    void hintsAtWhatAWrongNameStandsFor(String typed, String hint) {
        assertThat(run(typed.split(" "))).isEqualTo(2);
        assertThat(err.toString().lines().findFirst().orElseThrow()).contains(hint);
    }

    @Test
    void hintsAtWhatAWrongVariableOrKeyStandsFor() throws IOException {
        run(Map.of("DROVER_HTTPPORT", "1", "DROVER_BROKER", "x", "DROVER_KAFKA_BROKERS", "x"), "config");
        assertThat(err.toString())
                .contains("DROVER_HTTPPORT: it names no option; did you mean DROVER_HTTP_PORT?")
                .contains("DROVER_BROKER: it names no option; did you mean DROVER_KAFKA_BROKER?")
                .contains("DROVER_KAFKA_BROKERS: it names no option; did you mean DROVER_KAFKA_BROKER?");

        Path file = Files.writeString(dir.resolve("wrong.toml"), "[kafka]\nbootstrap-servers = \"x\"\n");
        assertThat(run("config", "--config", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("did you mean kafka.broker?");
    }

    @Test
    void takesAFileAsArgumentOrOptionButNotAsBoth() {
        for (String command : new String[] {"record", "replay", "inspect"}) {
            assertThat(run(command, "a", "--file", "b")).isEqualTo(2);
            assertThat(err.toString()).contains("two files are given, a and --file b");
            err.getBuffer().setLength(0);
        }
        assertThat(run("record")).isEqualTo(2);
        assertThat(err.toString()).contains("drover record FILE");
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
    void noWrongValueIsAnsweredWithTheNameOfAJavaClass() {
        List<String> messages = new ArrayList<>();
        CommandLine root = CommandRunner.commandLine();
        for (CommandLine command : root.getSubcommands().values()) {
            for (OptionSpec option : command.getCommandSpec().options()) {
                try {
                    root.parseArgs(command.getCommandName(), option.longestName() + "=x:y z");
                } catch (ParameterException e) {
                    messages.add(e.getMessage());
                }
            }
        }
        assertThat(String.join("\n", messages))
                .contains("'x:y z' is not a duration", "'x:y z' is not a size", "'y z' in 'x:y z' is not an offset")
                .doesNotContain("Exception")
                .doesNotContain("java.")
                .doesNotContain("TopicStart");
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

package dev.drover.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.OptionSpec;

/** Every option, through each of the three ways to set it. */
final class SettingsTest {
    @TempDir
    Path dir;

    @Test
    void setsEveryOptionByFlag() {
        Map<String, String> others = others();
        String[] args = others.entrySet().stream()
                .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new);
        expectAllOthers(Options.parse(args));
    }

    @Test
    void setsEveryOptionByEnvironment() {
        Map<String, String> environment = new LinkedHashMap<>();
        others().forEach((key, value) -> environment.put(EnvDefaults.variable(key), value));
        expectAllOthers(Options.parse(Defaults.of(new String[0], environment)));
    }

    @Test
    void setsEveryOptionByFile() throws IOException {
        List<String> lines = new ArrayList<>();
        others().forEach((key, value) -> lines.add(key + " = \"" + value + "\""));
        expectAllOthers(Options.parse(defaultsOf(lines)));
    }

    @Test
    void prefersFlagToEnvironmentToFile() throws IOException {
        Path file = write(List.of("[ops]", "addr = \"file\"", "port = 1", "[head]", "waiting = 1"));
        Defaults defaults = Defaults.of(
                new String[] {"serve", "--config", file.toString(), "--ops.addr=flag"},
                Map.of("DROVER_OPS_ADDR", "env", "DROVER_OPS_PORT", "2"));
        Config config = Options.parse(defaults, "--config", file.toString(), "--ops.addr=flag");
        assertThat(config.ops().addr()).isEqualTo("flag");
        assertThat(config.ops().port()).isEqualTo(2);
        assertThat(config.head().waitingMax()).isEqualTo(1);
        assertThat(config.kafka().broker()).isEqualTo("localhost:9092");
        assertThat(defaults.origin("ops.port")).isEqualTo("DROVER_OPS_PORT");
        assertThat(defaults.origin("head.waiting")).isEqualTo("head.waiting in " + file);
        assertThat(defaults.origin("kafka.broker")).isNull();
    }

    @Test
    void findsTheFileByEnvironment() throws IOException {
        Path file = write(List.of("ops.port = 1"));
        Defaults defaults = Defaults.of(new String[0], Map.of("DROVER_CONFIG", file.toString()));
        assertThat(Options.parse(defaults).ops().port()).isEqualTo(1);
    }

    @Test
    void joinsClientSettingsFromAllPlaces() throws IOException {
        Path file = write(List.of("[kafka.client]", "fetch.max.bytes = 7", "a = \"file\"", "b = \"file\""));
        Defaults defaults = Defaults.of(
                new String[] {"--config=" + file},
                Map.of("DROVER_KAFKA_CLIENT_B", "env", "DROVER_KAFKA_CLIENT_SECURITY_PROTOCOL", "SSL"));
        Config config = Options.parse(defaults, "--kafka.client=a=flag", "--kafka.client", "c=d=e,f");
        assertThat(config.kafka().client())
                .isEqualTo(Map.of(
                        "fetch.max.bytes", "7", "a", "flag", "b", "env", "security.protocol", "SSL", "c", "d=e,f"));
    }

    @Test
    void refusesUnknownKeysWithTheNearest() throws IOException {
        Path file = write(List.of("ops.prot = 1"));
        assertThatThrownBy(() -> Defaults.of(new String[] {"--config", file.toString()}, Map.of()))
                .hasMessage("unknown key: ops.prot in " + file + "; did you mean ops.port?");
        Path self = write(List.of("config = \"x\""));
        assertThatThrownBy(() -> Defaults.of(new String[] {"--config", self.toString()}, Map.of()))
                .hasMessageStartingWith("unknown key: config in");
    }

    @Test
    void tellsEveryFaultOfAFile() throws IOException {
        List<String> faults = new ArrayList<>();
        Defaults.ofFile(write(List.of("ops.prot = 1", "zzz = 2", "ops.port = 3")), faults);
        assertThat(faults).hasSize(2);
    }

    @Test
    void refusesWhatIsNoTomlWithTheLine() throws IOException {
        Path file = write(List.of("ops.port = 1", "ops.addr ="));
        assertThatThrownBy(() -> Defaults.of(new String[] {"--config", file.toString()}, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(file + ", line 2:");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertThatThrownBy(() -> Defaults.of(
                        new String[] {"--config", dir.resolve("none").toString()}, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none");
    }

    @Test
    void warnsOfVariablesThatSetNothing() {
        assertThat(Defaults.warnings(Map.of(
                        "DROVER_OPS_PROT", "1", "DROVER_OPS_PORT", "1", "DROVER_KAFKA_CLIENT_X", "1", "HOME", "/")))
                .containsExactly("ignoring the environment variable DROVER_OPS_PROT: it names no option;"
                        + " did you mean DROVER_OPS_PORT?");
    }

    @Test
    void suggestsNothingFarAway() {
        assertThat(Suggestion.among(List.of("ops.port", "ops.addr"), "zebra")).isEmpty();
        assertThat(Suggestion.among(List.of(), "zebra")).isEmpty();
    }

    /** For each option a value that is not its default. */
    private static Map<String, String> others() {
        Map<String, String> others = new LinkedHashMap<>();
        for (OptionSpec option : Options.spec().options()) {
            String key = Defaults.key(option);
            if (!key.equals("config") && !option.typeInfo().isMap()) {
                others.put(key, other(option));
            }
        }
        assertThat(others).hasSizeGreaterThan(10);
        return others;
    }

    private static String other(OptionSpec option) {
        String initial = option.defaultValue();
        String type = option.typeInfo().getType().getSimpleName();
        return switch (type) {
            case "int" -> String.valueOf(Integer.parseInt(initial.replaceAll("[^0-9]", "")) + 1);
            case "long" -> String.valueOf(Units.bytes(initial) + 1);
            case "Duration" ->
                Units.format(Units.duration(initial == null ? "0s" : initial).plusMillis(1001));
            case "Long" -> "7";
            case "boolean" -> String.valueOf(!Boolean.parseBoolean(initial));
            case "Level" -> "debug";
            case "Format" -> "json";
            case "OnKafkaLoss" -> "serve";
            default -> "other";
        };
    }

    /** That no leaf of the record tree has its default, the Kafka client's settings aside. */
    private static void expectAllOthers(Config config) {
        Map<String, Object> initial = new LinkedHashMap<>();
        leaves("", Options.parse(), initial);
        Map<String, Object> set = new LinkedHashMap<>();
        leaves("", config, set);
        set.forEach((name, value) -> {
            if (!name.equals(".kafka.client")) {
                assertThat(value).as(name).isNotEqualTo(initial.get(name));
            }
        });
    }

    private static void leaves(String name, Object value, Map<String, Object> leaves) {
        if (!(value instanceof Record record) || value instanceof TopicStart) {
            leaves.put(name, value);
            return;
        }
        for (var component : record.getClass().getRecordComponents()) {
            try {
                Object member = component.getAccessor().invoke(record);
                leaves(name + "." + component.getName(), member == null ? "null" : member, leaves);
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(e.getMessage(), e);
            }
        }
    }

    private Defaults defaultsOf(List<String> lines) throws IOException {
        return Defaults.of(new String[] {"--config", write(lines).toString()}, Map.of());
    }

    private Path write(List<String> lines) throws IOException {
        return Files.write(Files.createTempFile(dir, "drover", ".toml"), lines);
    }
}

package dev.drover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.chain.Senders;
import dev.drover.config.Defaults;
import dev.drover.config.Options;
import dev.drover.ops.Metric;
import dev.drover.rpc.filter.FilterPositions;
import dev.drover.state.States;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The README's tables say what the code says. {@code -Ddrover.readme.update=true} writes them anew.
 */
final class ReadmeTest {
    private static final Path README = Path.of("README.md");

    @Test
    void optionsAreThoseOfTheCommandLine() throws IOException {
        List<String> rows = new ArrayList<>(List.of("| option | default | what it is |", "|---|---|---|"));
        for (OptionSpec option : Options.spec().options()) {
            String value = option.defaultValue() == null ? "" : "`" + option.defaultValue() + "`";
            rows.add("| `" + option.longestName() + "` " + cell(code(option.paramLabel())) + " | " + value + " | "
                    + cell(String.join(" ", option.description())) + " |");
            assertThat(Defaults.key(option)).isNotEmpty();
        }
        check("options", rows);
    }

    @Test
    void methodsAreThoseOfTheTable() throws IOException {
        Map<String, List<String>> families = new TreeMap<>();
        for (String method : Methods.all(
                        Options.parse(),
                        new Senders(0),
                        new States(0),
                        () -> null,
                        () -> null,
                        FilterPositions.alone(InstantSource.system(), 1),
                        null)
                .names()) {
            families.computeIfAbsent(method.substring(0, method.indexOf('_')), ignored -> new ArrayList<>())
                    .add("`" + method + "`");
        }
        List<String> rows = new ArrayList<>(List.of("| namespace | methods |", "|---|---|"));
        families.forEach((family, methods) -> rows.add("| `" + family + "` | " + String.join(", ", methods) + " |"));
        rows.add("| WebSocket only | `eth_subscribe` (see below), `eth_unsubscribe` |");
        check("methods", rows);
    }

    @Test
    void metricsAreThoseOfTheCode() throws IOException {
        List<String> rows = new ArrayList<>(List.of("| metric | what it says |", "|---|---|"));
        for (Metric metric : Metric.values()) {
            String labels = metric.labels().isEmpty() ? "" : "{" + metric.labels() + "}";
            rows.add("| `" + metric.metricName() + labels + "` | " + cell(metric.help()) + " |");
        }
        check("metrics", rows);
    }

    private static void check(String section, List<String> rows) throws IOException {
        String text = Files.readString(README);
        String begin = "<!-- " + section + " -->\n";
        String end = "\n<!-- end of " + section + " -->";
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf(end);
        assertThat(from).as("the README has a section marked " + section).isGreaterThanOrEqualTo(begin.length());
        String table = String.join("\n", rows);
        if (Boolean.getBoolean("drover.readme.update")) {
            Files.writeString(README, text.substring(0, from) + table + text.substring(to));
        } else {
            assertThat(text.substring(from, to))
                    .as("the README's table of " + section + "; -Ddrover.readme.update=true writes it anew")
                    .isEqualTo(table);
        }
    }

    private static String code(String label) {
        return label.isEmpty() ? "" : "`" + label + "`";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("%%", "%");
    }
}

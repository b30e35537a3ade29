package dev.drover.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.testing.GeneratedText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.OptionSpec;

/** {@code conf/drover.toml} shows every option with its default. */
final class ConfFileTest {
    private static final Path FILE = Path.of("conf/drover.toml");
    private static final int WIDTH = 100;
    private static final String HEAD = """
            # Settings of a replica: every option with its default. Use it with
            #   java -jar drover.jar serve --config conf/drover.toml
            # Each setting is also a flag (http.port is --http.port) and an environment variable (DROVER_HTTP_PORT).
            # Flags win over the environment, that over this file. Check a changed file with
            #   java -jar drover.jar config check FILE
            """;

    @Test
    void showsEveryOption() throws IOException {
        StringBuilder text = new StringBuilder(HEAD);
        String group = "";
        for (OptionSpec option : Options.spec().options()) {
            String key = Defaults.key(option);
            if (key.equals("config")) {
                continue;
            }
            String nextGroup = key.replaceFirst("\\..*", "");
            if (!nextGroup.equals(group)) {
                text.append("\n# ---- ").append(nextGroup).append('\n');
                group = nextGroup;
            }
            text.append('\n');
            wrapped(String.join(" ", option.description()))
                    .forEach(line -> text.append("# ").append(line).append('\n'));
            text.append(setting(key, option)).append('\n');
        }
        GeneratedText.expectFile(FILE, text.toString());
    }

    @Test
    void changesNothing() {
        assertThat(Options.parse(Defaults.of(new String[] {"--config", FILE.toString()}, Map.of())))
                .isEqualTo(Options.parse());
    }

    private static String setting(String key, OptionSpec option) {
        if (option.typeInfo().isMap()) {
            return "# " + key + ".security.protocol = \"SSL\"";
        }
        String initial = option.defaultValue();
        if (option.typeInfo().isCollection()) {
            return key + " = [" + (initial == null ? "" : "\"" + initial + "\"") + "]";
        }
        if (initial == null) {
            return "# " + key + " = \"\"";
        }
        boolean bare = initial.matches("[0-9]+|true|false");
        return key + " = " + (bare ? initial : "\"" + initial + "\"");
    }

    private static List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() + word.length() > WIDTH) {
                lines.add(line.toString().strip());
                line.setLength(0);
            }
            line.append(word).append(' ');
        }
        lines.add(line.toString().strip());
        return lines;
    }
}

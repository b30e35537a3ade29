package dev.drover.cli;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.drover.config.Defaults;
import dev.drover.config.Options;
import dev.drover.config.Units;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The option values in effect for a parsed command line, as lines of TOML. Secrets among the Kafka client properties are masked.
 */
final class EffectiveConfig {
    private static final Pattern SECRET =
            Pattern.compile("password|secret|jaas|token|credential|\\.key$", Pattern.CASE_INSENSITIVE);
    private static final String FLAG = "command line";
    private static final Pattern BARE_KEY = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

    /**
     * A setting.
     *
     * @param toml the value in TOML
     * @param origin where it was set, or null if it is the default
     */
    record Line(String key, String toml, @Nullable String origin) {}

    private final List<Line> lines = new ArrayList<>();

    private EffectiveConfig() {}

    /** Returns the values of the replica options of a parsed command. */
    static EffectiveConfig of(CommandLine command) {
        EffectiveConfig config = new EffectiveConfig();
        for (OptionSpec known : Options.spec().options()) {
            OptionSpec option = command.getCommandSpec().findOption(known.longestName());
            if (option != null && !Defaults.key(option).equals("config")) {
                config.add(command, option);
            }
        }
        return config;
    }

    /** Prints all settings, one per line; those without a value as comments. */
    void print(PrintWriter out) {
        for (Line line : lines) {
            out.println((line.toml().isEmpty() ? "# " : "") + line.key() + " = " + line.toml()
                    + (line.origin() == null ? "" : "  # " + line.origin()));
        }
    }

    /** Returns the settings that differ from the defaults in one line, or an empty string if there are none. */
    String summary() {
        return lines.stream()
                .filter(line -> line.origin() != null)
                .map(line -> line.key() + "=" + line.toml())
                .collect(Collectors.joining(" "));
    }

    private void add(CommandLine command, OptionSpec option) {
        String key = Defaults.key(option);
        boolean given = command.getParseResult().hasMatchedOption(option);
        Object value = option.getValue();
        if (value instanceof Map<?, ?> entries) {
            entries.forEach((entry, text) -> {
                String name = String.valueOf(entry);
                boolean flag = option.originalStringValues().stream().anyMatch(typed -> typed.startsWith(name + "="));
                String shown = SECRET.matcher(name).find() ? "********" : String.valueOf(text);
                lines.add(new Line(
                        key + "." + bare(name), quoted(shown), flag ? FLAG : origin(command, key + "." + name)));
            });
        } else {
            lines.add(new Line(key, toml(value), given ? FLAG : origin(command, key)));
        }
    }

    private static @Nullable String origin(CommandLine command, String key) {
        return command.getDefaultValueProvider() instanceof Defaults defaults ? defaults.origin(key) : null;
    }

    private static String bare(String name) {
        return BARE_KEY.matcher(name).matches() ? name : quoted(name);
    }

    private static String quoted(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    private static String toml(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Number number -> number.toString();
            case Boolean flag -> flag.toString();
            case Duration duration -> quoted(Units.format(duration));
            case Collection<?> list ->
                list.stream().map(EffectiveConfig::toml).collect(Collectors.joining(", ", "[", "]"));
            default -> quoted(value.toString());
        };
    }
}

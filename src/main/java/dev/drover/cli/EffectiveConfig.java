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
 * The values that a parsed command line has, as lines of TOML. Secrets among the Kafka client's settings are masked.
 */
final class EffectiveConfig {
    private static final Pattern SECRET =
            Pattern.compile("password|secret|jaas|token|credential|\\.key$", Pattern.CASE_INSENSITIVE);
    private static final String FLAG = "command line";
    private static final Pattern BARE_KEY = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

    /**
     * One setting.
     *
     * @param toml the value as TOML writes it
     * @param origin where it comes from; null: nobody set it
     */
    record Line(String key, String toml, @Nullable String origin) {}

    private final List<Line> lines = new ArrayList<>();

    private EffectiveConfig() {}

    /** What the options of a replica are worth in this command, after parsing. */
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

    /** All settings, a line each; those without a value as comments. */
    void print(PrintWriter out) {
        for (Line line : lines) {
            out.println((line.toml().isEmpty() ? "# " : "") + line.key() + " = " + line.toml()
                    + (line.origin() == null ? "" : "  # " + line.origin()));
        }
    }

    /** Those that somebody set, in one line; empty if nobody did. */
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

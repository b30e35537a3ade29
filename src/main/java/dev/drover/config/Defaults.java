package dev.drover.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/**
 * Values for options that the command line does not set: from the environment, otherwise from the configuration file,
 * otherwise (null here) the default in the option's definition.
 */
public final class Defaults implements IDefaultValueProvider {
    /** A source of option values by key, the option's name without its leading dashes. */
    interface Source {
        /** Returns the value as text, or null or an empty string if this source does not set it. */
        @Nullable String value(String key);

        /** Returns the entries of a map option: those whose keys begin with {@code key} and a dot. */
        Map<String, String> entries(String key);

        /** Returns the name under which the user finds the value of {@code key} in this source. */
        String name(String key);
    }

    private final List<Source> sources;
    private final Set<String> keys = new LinkedHashSet<>();
    private final Set<String> mapKeys = new LinkedHashSet<>();

    private Defaults(List<Source> sources) {
        this.sources = sources;
        for (OptionSpec option : Options.spec().options()) {
            (option.typeInfo().isMap() ? mapKeys : keys).add(key(option));
        }
    }

    /**
     * Returns the defaults for a command line: those of the environment and of the file that {@code --config} or its
     * environment variable names.
     *
     * @throws IllegalArgumentException if the file cannot be read or has unknown keys
     */
    public static Defaults of(String[] args, Map<String, String> environment) {
        EnvDefaults env = new EnvDefaults(environment);
        FileOption option = new FileOption();
        new CommandLine(option).setUnmatchedArgumentsAllowed(true).parseArgs(args);
        Path file = option.file;
        String named = env.value("config");
        if (file == null && named != null) {
            file = Path.of(named);
        }
        if (file == null) {
            return new Defaults(List.of(env));
        }
        FileDefaults values = FileDefaults.read(file);
        Defaults defaults = new Defaults(List.of(env, values));
        List<String> faults = defaults.unknownKeys(values);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(faults.getFirst());
        }
        return defaults;
    }

    /** Returns the defaults of a single file and adds a message for each unknown key to {@code faults}. */
    public static Defaults ofFile(Path file, List<String> faults) {
        FileDefaults values = FileDefaults.read(file);
        Defaults defaults = new Defaults(List.of(values));
        faults.addAll(defaults.unknownKeys(values));
        return defaults;
    }

    /** Returns a warning for each environment variable that begins with the prefix of options but names none. */
    public static List<String> warnings(Map<String, String> environment) {
        Defaults known = new Defaults(List.of());
        List<String> variables = known.keys.stream().map(EnvDefaults::variable).toList();
        return new EnvDefaults(environment)
                .unknown(known.keys, known.mapKeys).stream()
                        .map(name -> "ignoring the environment variable " + name + ": it names no option"
                                + Suggestion.among(variables, name))
                        .toList();
    }

    @Override
    public @Nullable String defaultValue(ArgSpec arg) {
        if (!(arg instanceof OptionSpec option)) {
            return null;
        }
        // Maps are merged entry by entry, see clientSettings.
        String key = key(option);
        Source source = keys.contains(key) ? sourceOf(key) : null;
        return source == null ? null : source.value(key);
    }

    /** Returns the Kafka client properties among the defaults of a command; flags are merged with them. */
    public static Map<String, String> clientSettings(CommandLine command) {
        return command.getDefaultValueProvider() instanceof Defaults defaults
                ? defaults.entries("kafka.client")
                : Map.of();
    }

    /** Returns the entries of a map option from all sources; those of a source with higher precedence win. */
    private Map<String, String> entries(String key) {
        Map<String, String> entries = new LinkedHashMap<>();
        sources.reversed().forEach(source -> entries.putAll(source.entries(key)));
        return entries;
    }

    /** Returns the origin of a key's value if the command line does not set it, or null if it is the option's default. */
    public @Nullable String origin(String key) {
        Source source = sourceOf(key);
        return source == null ? null : source.name(key);
    }

    /** Returns the key of an option, such as {@code http.port} for {@code --http.port}. */
    public static String key(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "");
    }

    private @Nullable Source sourceOf(String key) {
        for (Source source : sources) {
            String value = source.value(key);
            // Compose files and templates often contain empty values: treat them as unset.
            if (value != null && !value.isEmpty()) {
                return source;
            }
        }
        return null;
    }

    private List<String> unknownKeys(FileDefaults values) {
        List<String> faults = new ArrayList<>();
        for (String key : values.keys()) {
            boolean known = (keys.contains(key) && !key.equals("config"))
                    || mapKeys.stream().anyMatch(map -> key.startsWith(map + "."));
            if (!known) {
                faults.add("unknown key: " + values.name(key) + suggest(key));
            }
        }
        return faults;
    }

    private String suggest(String key) {
        List<String> names = new ArrayList<>(keys);
        names.remove("config");
        names.addAll(mapKeys);
        return Suggestion.among(names, key);
    }

    private static final class FileOption {
        @Option(names = "--config")
        @Nullable Path file;
    }
}

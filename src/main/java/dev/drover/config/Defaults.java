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
 * What options are worth when the command line does not say: the environment's value, else the file's, else (null here) the
 * default of the option's definition.
 */
public final class Defaults implements IDefaultValueProvider {
    /** A place that has values of options, by key: the option's name without its dashes. */
    interface Source {
        /** The value as text; null or empty if it is not set here. */
        @Nullable String value(String key);

        /** The entries of an option that is a map: those whose keys begin with {@code key} and a dot. */
        Map<String, String> entries(String key);

        /** What the user would look for to find the value of {@code key} in this place. */
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
     * The defaults for a command line: of the environment and of the file that either of them names with {@code --config}.
     * Throws IllegalArgumentException if the file is not to be read or has unknown keys.
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

    /** The defaults of one file and nothing else; all that is wrong with its keys goes to {@code faults}. */
    public static Defaults ofFile(Path file, List<String> faults) {
        FileDefaults values = FileDefaults.read(file);
        Defaults defaults = new Defaults(List.of(values));
        faults.addAll(defaults.unknownKeys(values));
        return defaults;
    }

    /** Environment variables that look like ours and are not, each as a line to warn with. */
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
        // Maps are joined entry by entry, see clientSettings.
        String key = key(option);
        Source source = keys.contains(key) ? sourceOf(key) : null;
        return source == null ? null : source.value(key);
    }

    /** The Kafka client's settings that a command's defaults have; flags add to them. */
    public static Map<String, String> clientSettings(CommandLine command) {
        return command.getDefaultValueProvider() instanceof Defaults defaults
                ? defaults.entries("kafka.client")
                : Map.of();
    }

    /** The entries of an option that is a map, from all places; those of the stronger place win. */
    private Map<String, String> entries(String key) {
        Map<String, String> entries = new LinkedHashMap<>();
        sources.reversed().forEach(source -> entries.putAll(source.entries(key)));
        return entries;
    }

    /** Where the value of a key comes from if the command line does not give it; null: from the option's definition. */
    public @Nullable String origin(String key) {
        Source source = sourceOf(key);
        return source == null ? null : source.name(key);
    }

    /** The key of an option: {@code --http.port} gives {@code http.port}. */
    public static String key(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "");
    }

    private @Nullable Source sourceOf(String key) {
        for (Source source : sources) {
            String value = source.value(key);
            // Empty is as good as not there: compose files and templates often leave such.
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

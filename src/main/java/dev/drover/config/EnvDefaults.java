package dev.drover.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Option values from environment variables: {@code DROVER_HTTP_PORT} sets {@code --http.port}. */
public final class EnvDefaults implements Defaults.Source {
    private static final String PREFIX = "DROVER_";

    private final Map<String, String> environment;

    /** @param environment all variables, as returned by {@link System#getenv()} */
    public EnvDefaults(Map<String, String> environment) {
        this.environment = new TreeMap<>(environment);
    }

    /** Returns the variable for a key, such as {@code DROVER_HTTP_PORT} for {@code http.port}. */
    public static String variable(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    @Override
    public @Nullable String value(String key) {
        return environment.get(variable(key));
    }

    @Override
    public Map<String, String> entries(String key) {
        String prefix = variable(key) + "_";
        Map<String, String> entries = new TreeMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                entries.put(
                        name.substring(prefix.length()).toLowerCase(Locale.ROOT).replace('_', '.'), value);
            }
        });
        return entries;
    }

    @Override
    public String name(String key) {
        return variable(key);
    }

    /**
     * Returns the variables with our prefix that set no option. Container platforms create such variables, so they are a reason
     * for a warning and not an error.
     */
    public List<String> unknown(Set<String> keys, Set<String> mapKeys) {
        List<String> unknown = new ArrayList<>();
        for (String name : environment.keySet()) {
            if (name.startsWith(PREFIX)
                    && keys.stream().noneMatch(key -> name.equals(variable(key)))
                    && mapKeys.stream().noneMatch(key -> name.startsWith(variable(key) + "_"))) {
                unknown.add(name);
            }
        }
        return unknown;
    }
}

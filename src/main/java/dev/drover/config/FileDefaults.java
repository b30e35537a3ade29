package dev.drover.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Option values from a TOML file. {@code port = 1} in the table {@code [http]} is the same as {@code http.port = 1}. */
public final class FileDefaults implements Defaults.Source {
    private final Path file;
    private final Map<String, String> values = new LinkedHashMap<>();

    private FileDefaults(Path file) {
        this.file = file;
    }

    /** Reads the file. Throws IllegalArgumentException if it cannot be read or is not valid TOML. */
    public static FileDefaults read(Path file) {
        FileDefaults defaults = new FileDefaults(file);
        try {
            JsonNode root = new TomlMapper().readTree(Files.readString(file));
            defaults.flatten("", root);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    file + ", line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the config file " + file + ": " + e, e);
        }
        return defaults;
    }

    @Override
    public @Nullable String value(String key) {
        return values.get(key);
    }

    @Override
    public Map<String, String> entries(String key) {
        Map<String, String> entries = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith(key + ".")) {
                entries.put(name.substring(key.length() + 1), value);
            }
        });
        return entries;
    }

    @Override
    public String name(String key) {
        return key + " in " + file;
    }

    /** Returns all keys in the order of the file. */
    public Set<String> keys() {
        return values.keySet();
    }

    private void flatten(String key, JsonNode node) {
        if (node.isObject()) {
            node.properties()
                    .forEach(member ->
                            flatten(key.isEmpty() ? member.getKey() : key + "." + member.getKey(), member.getValue()));
        } else if (node.isArray()) {
            StringJoiner joined = new StringJoiner(",");
            node.forEach(element -> joined.add(element.asText()));
            values.put(key, joined.toString());
        } else {
            values.put(key, node.asText());
        }
    }
}

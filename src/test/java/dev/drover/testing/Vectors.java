package dev.drover.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Ethereum's public test vectors, read from their archives in the shared data. */
public final class Vectors {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Vectors() {}

    /**
     * The cases of all files of {@code ethereum-tests.tar.gz} below a folder, by "file name/case name"; the test is skipped
     * where the archive is absent.
     */
    public static Map<String, JsonNode> ethereumTests(String folder) {
        Map<String, JsonNode> cases = new LinkedHashMap<>();
        Tar.read(Shared.path("vectors/ethereum-tests.tar.gz"), folder + "/").forEach((file, bytes) -> {
            if (file.endsWith(".json")) {
                parse(bytes)
                        .properties()
                        .forEach(entry -> cases.put(
                                file.substring(folder.length() + 1) + "/" + entry.getKey(), entry.getValue()));
            }
        });
        return cases;
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

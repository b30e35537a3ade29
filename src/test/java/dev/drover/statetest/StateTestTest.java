package dev.drover.statetest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drover.testing.Shared;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class StateTestTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One file in this many is run. */
    private static final int SAMPLE = 12;

    @Test
    void passesASampleOfTheSharedTests() {
        Path archive = Shared.path("vectors/ethereum-tests.tar.gz");
        List<String> failures = new ArrayList<>();
        Set<String> forks = new TreeSet<>();
        int[] count = new int[1];
        StateTestFiles.forEach(archive, (name, content) -> {
            boolean slow = name.contains("vmPerformance") || name.contains("TimeConsuming");
            boolean old = name.contains("Pyspecs/") && !name.contains("Pyspecs/cancun");
            if (!slow && (old || Math.floorMod(name.hashCode(), SAMPLE) == 0)) {
                for (StateTest test : read(content)) {
                    count[0]++;
                    forks.add(test.fork());
                    String error = test.run().error();
                    if (error != null) {
                        failures.add(test.name() + " " + test.fork() + ": " + error);
                    }
                }
            }
        });
        assertThat(failures).isEmpty();
        assertThat(count[0]).isGreaterThan(800);
        assertThat(forks).contains("Frontier", "Homestead", "Byzantium", "Istanbul", "London", "Cancun");
    }

    private static List<StateTest> read(byte[] content) {
        List<StateTest> tests = new ArrayList<>();
        try {
            for (Map.Entry<String, JsonNode> test : JSON.readTree(content).properties()) {
                tests.addAll(StateTest.of(test.getKey(), test.getValue()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tests;
    }
}

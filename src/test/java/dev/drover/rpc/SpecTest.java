package dev.drover.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drover.testing.LocalRpc;
import dev.drover.testing.RecordedChain;
import dev.drover.testing.TestMethods;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * One request and its answer per file, {@code spec/CHAIN/METHOD/CASE.io} in the format of execution-apis: {@code //} what the
 * case shows, {@code >>} the request, {@code <<} the answer. CHAIN is one of the chains that ship with the tests.
 *
 * <p>{@code -Ddrover.spec.regenerate=true} writes the answers of this build into the files instead: look at the difference
 * before you commit it.
 */
final class SpecTest {
    private static final Path ROOT = Path.of("src/test/resources/spec");
    private static final boolean REGENERATE = Boolean.getBoolean("drover.spec.regenerate");
    private static final Map<String, LocalRpc> CHAINS = new HashMap<>();

    @TestFactory
    List<DynamicTest> answersAsTheFileSays() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            List<DynamicTest> tests = files.filter(file -> file.toString().endsWith(".io"))
                    .sorted()
                    .map(file -> dynamicTest(ROOT.relativize(file).toString(), file.toUri(), () -> check(file)))
                    .toList();
            assertThat(tests).isNotEmpty();
            return tests;
        }
    }

    @Test
    void everyMethodHasAFile() throws IOException {
        try (Stream<Path> folders = Files.walk(ROOT, 2)) {
            assertThat(folders.map(folder -> folder.getFileName().toString()))
                    .containsAll(TestMethods.all().names());
        }
    }

    @AfterAll
    static void closeChains() {
        CHAINS.values().forEach(LocalRpc::close);
    }

    private static void check(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper();
        String chain = ROOT.relativize(file).getName(0).toString();
        LocalRpc rpc = CHAINS.computeIfAbsent(
                chain,
                name -> new LocalRpc(
                        TestMethods.all(), RecordedChain.ofFixture(name).heads()));
        List<String> lines = new ArrayList<>();
        JsonNode answer = null;
        JsonNode expected = null;
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("<< ")) {
                expected = json.readTree(line.substring(3));
                continue;
            }
            lines.add(line);
            if (line.startsWith(">> ")) {
                String text = rpc.call(line.substring(3));
                answer = json.readTree(text);
                lines.add("<< " + text);
            }
        }
        if (REGENERATE) {
            Files.write(file, lines);
        } else {
            assertThat(answer).as(lines.getFirst()).isNotNull().isEqualTo(expected);
        }
    }
}

package dev.drover.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.EnumSource.Mode.EXCLUDE;

import dev.drover.testing.ForkedJava;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
final class LevelDbTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(value = Misuse.class, mode = EXCLUDE, names = "UNGUARDED_SNAPSHOT_AFTER_CLOSE")
    void refusesMisuseInsteadOfCrashing(Misuse misuse) throws Exception {
        ForkedJava.Ended ended = ForkedJava.run(directory, Misuse.class, misuse.name());
        assertThat(ended.output()).contains("survived").doesNotContain("NOT refused");
        assertThat(ended.exitCode()).isZero();
        if (misuse != Misuse.DOUBLE_CLOSE) {
            assertThat(ended.output()).contains("refused: ");
        }
    }

    @Test
    void bindingWithoutTheGuardDies() throws Exception {
        ForkedJava.Ended ended = ForkedJava.run(directory, Misuse.class, Misuse.UNGUARDED_SNAPSHOT_AFTER_CLOSE.name());
        assertThat(ended.exitCode()).isNotZero();
        assertThat(ended.output()).doesNotContain("survived");
    }

    @Test
    void unpacksItsLibraryIntoADirectoryOfOurs() throws Exception {
        ForkedJava.run(directory, Misuse.class, Misuse.DOUBLE_CLOSE.name());
        assertThat(names(directory.resolve("native")))
                .hasSize(1)
                .allMatch(name -> name.endsWith(".so") || name.endsWith(".jnilib") || name.endsWith(".dll"));
        assertThat(names(directory)).noneMatch(name -> name.contains("leveldbjni"));
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}

package dev.drover.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Test data too large to ship: beside the project in {@code ../shared}, or where {@code DROVER_SHARED} says. */
public final class Shared {
    private Shared() {}

    /** The file or directory at {@code path} below the shared data; the test is skipped where it is absent. */
    public static Path path(String path) {
        Path file = root().resolve(path);
        assumeTrue(Files.exists(file), () -> "needs " + file.toAbsolutePath().normalize() + ", which is not here");
        return file;
    }

    /** The directory of the shared data, which may be absent. */
    public static Path root() {
        String named = System.getenv("DROVER_SHARED");
        return Path.of(named == null ? "../shared" : named);
    }
}

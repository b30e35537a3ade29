package dev.drover.trial;

import dev.drover.cdc.Recording;
import dev.drover.config.StartupException;
import dev.drover.testing.RecordedHeads;
import dev.drover.testing.Shared;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What trials need and a fresh clone may lack. Whoever asks for something absent gets a StartupException that says what. */
final class Needs {
    private Needs() {}

    /** Throws if a program is not installed. */
    static void program(String name, String use) {
        try {
            new ProcessBuilder(name, "-v")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .onExit()
                    .join();
        } catch (IOException e) {
            throw new StartupException("this trial needs " + name + " in PATH (" + use + "): install it", e);
        }
    }

    /** Returns the names of those recordings that are here; throws if none is. */
    static List<String> present(List<String> recordings) {
        List<String> present =
                recordings.stream().filter(name -> headsFile(name) != null).toList();
        if (present.isEmpty()) {
            throw new StartupException("none of these recordings is here: " + String.join(", ", recordings)
                    + ". Put them into " + Shared.root().resolve("recordings")
                    + " or name the directory above with DROVER_SHARED; ethash-two-masters ships with Drover");
        }
        return present;
    }

    /** The heads that a recording makes. */
    static List<RecordedHeads.Line> heads(String recording) {
        present(List.of(recording));
        return RecordedHeads.read(Objects.requireNonNull(headsFile(recording)));
    }

    /** The records of a recording. */
    static Recording records(String recording) {
        present(List.of(recording));
        Path shared = Shared.root().resolve("recordings/" + recording + ".topic.jsonl.gz");
        return Files.exists(shared) ? Recording.at(shared) : Recording.shipped(recording);
    }

    /** In the shared data, which has the longest recordings, else among the tests' own. */
    private static @Nullable Path headsFile(String recording) {
        String file = "recordings/" + recording + ".heads.jsonl";
        Path shared = Shared.root().resolve(file);
        if (Files.exists(shared)) {
            return shared;
        }
        URL own = Needs.class.getResource("/" + file);
        try {
            return own == null ? null : Path.of(own.toURI());
        } catch (URISyntaxException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}

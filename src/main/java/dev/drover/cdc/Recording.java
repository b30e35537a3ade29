package dev.drover.cdc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A topic in a gzipped file, {@code NAME.topic.jsonl.gz}, with one record per line:
 * {@code {"offset":n,"timestamp":ms,"key":null|base64,"value":null|base64}}. It may be opened any number of times.
 */
public final class Recording {
    private final String name;
    private final Source source;

    private Recording(String name, Source source) {
        this.name = name;
        this.source = source;
    }

    /** Returns the recording in {@code file}, which need not exist until it is opened. */
    public static Recording at(Path file) {
        return new Recording(file.toString(), () -> Files.newInputStream(file));
    }

    /** Returns the recording in Drover's jar at {@code /recordings/NAME.topic.jsonl.gz}. */
    public static Recording shipped(String name) {
        String path = "/recordings/" + name + ".topic.jsonl.gz";
        return new Recording(name + " (shipped)", () -> {
            InputStream stream = Recording.class.getResourceAsStream(path);
            if (stream == null) {
                throw new NoSuchFileException(path);
            }
            return stream;
        });
    }

    /**
     * Opens a reader positioned before the first record, to be closed by the caller.
     *
     * @throws RecordingException if the file does not exist or is not a recording
     */
    public RecordingReader open() {
        try {
            return new RecordingReader(name, source.open());
        } catch (NoSuchFileException e) {
            throw new RecordingException(name + ": no such file", e);
        } catch (IOException e) {
            throw new RecordingException(name + " cannot be read as a recording: " + e.getMessage(), e);
        }
    }

    /** Returns the path of the file, or the name of a shipped recording. */
    @Override
    public String toString() {
        return name;
    }

    private interface Source {
        InputStream open() throws IOException;
    }
}

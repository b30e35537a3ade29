package dev.drover.cdc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Writes a {@link Recording}. The file is complete only after the writer is closed. Not thread-safe. */
public final class RecordingWriter implements AutoCloseable {
    private static final JsonFactory JSON =
            new JsonFactoryBuilder().rootValueSeparator("").build();

    private final Path file;
    private final OutputStream gzip;
    private final JsonGenerator json;

    private RecordingWriter(Path file, OutputStream target) throws IOException {
        this.file = file;
        this.gzip = new GZIPOutputStream(target, 1 << 16, true);
        this.json = JSON.createGenerator(gzip);
    }

    /** Creates a file and returns a writer for it. An existing file is never overwritten. */
    public static RecordingWriter create(Path file) {
        try {
            return new RecordingWriter(file, Files.newOutputStream(file, StandardOpenOption.CREATE_NEW));
        } catch (FileAlreadyExistsException e) {
            throw new RecordingException(file + " already exists: name another file, or move it away", e);
        } catch (IOException e) {
            throw new RecordingException(file + " cannot be created: " + e, e);
        }
    }

    /** Appends a record. */
    public void write(RecordedRecord record) {
        try {
            json.writeStartObject();
            json.writeNumberField("offset", record.offset());
            json.writeNumberField("timestamp", record.timestampMillis());
            writeBytes("key", record.key());
            writeBytes("value", record.value());
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Flushes all records so far to the file, so that they can be read even if the writer is never closed. */
    public void flush() {
        try {
            json.flush();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        try (gzip) {
            json.close();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void writeBytes(String field, byte @Nullable [] bytes) throws IOException {
        if (bytes == null) {
            json.writeNullField(field);
        } else {
            json.writeBinaryField(field, bytes);
        }
    }

    private RecordingException failed(IOException cause) {
        return new RecordingException(file + " cannot be written: " + cause.getMessage(), cause);
    }
}

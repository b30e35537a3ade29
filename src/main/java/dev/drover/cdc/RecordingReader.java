package dev.drover.cdc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@link Recording} and holds one record at a time in memory. A damaged line is reported with its number, and the next
 * call continues with the following line, so that the caller can decide whether to go on. Not thread-safe.
 */
public final class RecordingReader implements AutoCloseable {
    /** Enough for records of 20 MB, which are a third longer in base64. */
    private static final int CHARACTERS_MAX = 64 << 20;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(CHARACTERS_MAX)
                    .build())
            .build();

    private final String name;
    private final CutStream stream;
    private final BufferedReader lines;
    private long line;

    RecordingReader(String name, InputStream gzip) throws IOException {
        this.name = name;
        try {
            this.stream = new CutStream(new GZIPInputStream(gzip, 1 << 16));
        } catch (IOException e) {
            gzip.close();
            throw e;
        }
        this.lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.ISO_8859_1), 1 << 16);
    }

    /**
     * Returns the next record, or null after the last one.
     *
     * @throws RecordingException if the line is not a record, or the file is truncated or cannot be read
     */
    public @Nullable RecordedRecord next() {
        String text = readLine();
        if (text == null) {
            return null;
        }
        line++;
        try (JsonParser parser = JSON.createParser(text)) {
            return parse(parser);
        } catch (JsonProcessingException e) {
            throw damaged(e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw damaged(String.valueOf(e.getMessage()), e);
        }
    }

    /** Returns the number, from 1, of the line that {@link #next} returned or rejected. */
    public long line() {
        return line;
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new RecordingException(name + " cannot be closed: " + e.getMessage(), e);
        }
    }

    private @Nullable String readLine() {
        try {
            String text = lines.readLine();
            if (text == null && stream.cut) {
                throw breaksOff(null);
            }
            return text;
        } catch (IOException e) {
            throw new RecordingException(name + " cannot be read after line " + line + ": " + e.getMessage(), e);
        }
    }

    private RecordedRecord parse(JsonParser parser) throws IOException {
        Long offset = null;
        Long timestamp = null;
        byte[] key = null;
        byte[] value = null;
        boolean hasValue = false;
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw damaged("not a JSON object", null);
        }
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            parser.nextToken();
            switch (field) {
                case "offset" -> offset = parser.getLongValue();
                case "timestamp" -> timestamp = parser.getLongValue();
                case "key" -> key = bytes(parser);
                case "value" -> {
                    value = bytes(parser);
                    hasValue = true;
                }
                default -> parser.skipChildren();
            }
        }
        if (offset == null || timestamp == null || !hasValue) {
            throw damaged("offset, timestamp or value is missing", null);
        }
        return new RecordedRecord(offset, timestamp, key, value);
    }

    private static byte @Nullable [] bytes(JsonParser parser) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_NULL ? null : parser.getBinaryValue();
    }

    private RecordingException damaged(String why, @Nullable Throwable cause) {
        if (stream.cut && isLastLine()) {
            line--;
            return breaksOff(cause);
        }
        return new RecordingException(name + " line " + line + " is not a record: " + why, cause);
    }

    private RecordingException breaksOff(@Nullable Throwable cause) {
        return new RecordingException(name + " is truncated after line " + line + ": the file is not complete", cause);
    }

    private boolean isLastLine() {
        try {
            lines.mark(1);
            boolean last = lines.read() < 0;
            lines.reset();
            return last;
        } catch (IOException e) {
            return true;
        }
    }

    /** Ends normally, and records the fact, where the compressed data is truncated; otherwise buffered lines would be lost. */
    private static final class CutStream extends FilterInputStream {
        private boolean cut;

        CutStream(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int start, int length) throws IOException {
            try {
                return cut ? -1 : super.read(buffer, start, length);
            } catch (EOFException e) {
                cut = true;
                return -1;
            }
        }
    }
}

package dev.drover.cdc;

import org.jspecify.annotations.Nullable;

/** A recording cannot be read or written; the message names the file, and the line where there is one. */
public final class RecordingException extends RuntimeException {
    RecordingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package dev.drover.cdc;

import org.jspecify.annotations.Nullable;

/** Thrown if a recording cannot be read or written. The message names the file and, if known, the line. */
public final class RecordingException extends RuntimeException {
    RecordingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

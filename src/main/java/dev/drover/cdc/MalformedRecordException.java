package dev.drover.cdc;

/** Thrown if a record of the data topic is not a write operation. Such a record is reported and skipped, never applied. */
public final class MalformedRecordException extends RuntimeException {
    /** @param message describes the error, without the bytes of the record */
    public MalformedRecordException(String message) {
        // No stack trace: it would say nothing here, and would be expensive for a topic full of foreign records.
        super(message, null, false, false);
    }
}

package dev.drover.cdc;

/** A record of the data topic is not a write operation. Such a record is reported and passed over, never applied. */
public final class MalformedRecordException extends RuntimeException {
    /** @param message what is wrong with the record, without its bytes */
    public MalformedRecordException(String message) {
        // No stack trace: it says nothing here, and a topic full of foreign records would cost a great deal of them.
        super(message, null, false, false);
    }
}

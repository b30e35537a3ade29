package dev.drover.ingest;

/**
 * A failure after which ingest cannot continue and a retry would not help: the topic or this replica's settings must be changed
 * first. The message states the cause and the remedy.
 */
final class IngestStoppedException extends RuntimeException {
    IngestStoppedException(String message) {
        super(message);
    }

    IngestStoppedException(String message, Throwable cause) {
        super(message, cause);
    }
}

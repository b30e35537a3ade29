package dev.drover.ingest;

/**
 * Ingest cannot go on, and trying again would not help: the topic or this replica's settings must be changed first. The message
 * says what happened and what to do.
 */
final class IngestStoppedException extends RuntimeException {
    IngestStoppedException(String message) {
        super(message);
    }

    IngestStoppedException(String message, Throwable cause) {
        super(message, cause);
    }
}

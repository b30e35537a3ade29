package dev.drover.state;

/** Thrown by a read of {@link States#inMemory} that would need the store. A signal, not a failure, so it has no stack trace. */
public final class NotInMemoryException extends RuntimeException {
    NotInMemoryException() {
        super("not in memory", null, false, false);
    }
}

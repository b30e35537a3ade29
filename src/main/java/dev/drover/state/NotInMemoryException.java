package dev.drover.state;

/** What a read of {@link States#inMemory} throws that would need the store. A signal, not a failure: it has no stack trace. */
public final class NotInMemoryException extends RuntimeException {
    NotInMemoryException() {
        super("not in memory", null, false, false);
    }
}

package dev.drover.store;

/** The store cannot do what it was asked: disk full, closed, damaged. Never means "no such key". */
public final class StoreException extends RuntimeException {
    /** @param message what failed and, where there is one, what to do */
    public StoreException(String message) {
        super(message);
    }

    /** @param message what failed and, where there is one, what to do */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.drover.config;

/**
 * A reason not to start, or not to go on, that the user can do something about. The message is all that is shown: one line
 * that says what is wrong and what to do.
 */
public final class StartupException extends RuntimeException {
    /** @param message what is wrong and what to do, one line */
    public StartupException(String message) {
        super(message);
    }

    /** @param message what is wrong and what to do, one line */
    public StartupException(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.drover.config;

/**
 * A failure to start or continue that the user can fix. Only the message is shown: one line with the cause and the remedy.
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

package dev.drover.evm;

/** A block that breaks the rules, or whose header does not say what comes of it. */
public final class InvalidBlockException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Says what is wrong. */
    public InvalidBlockException(String message) {
        super(message);
    }
}

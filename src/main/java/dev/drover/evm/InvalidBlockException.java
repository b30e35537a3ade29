package dev.drover.evm;

/** A block that breaks the consensus rules. */
public final class InvalidBlockException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Creates the exception with a description of the rule that is broken. */
    public InvalidBlockException(String message) {
        super(message);
    }
}

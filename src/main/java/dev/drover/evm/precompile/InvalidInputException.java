package dev.drover.evm.precompile;

/** Thrown when a precompiled contract rejects its input. The text is geth's (core/vm/contracts.go and the code it calls). */
final class InvalidInputException extends Exception {
    private static final long serialVersionUID = 1;

    private final String text;

    /** Creates the exception without a stack trace, because invalid inputs are common. */
    InvalidInputException(String text) {
        super(text, null, false, false);
        this.text = text;
    }

    String text() {
        return text;
    }
}

package dev.drover.evm.precompile;

/** An input that a contract refuses; the message is geth's (core/vm/contracts.go and what it calls). */
final class InvalidInputException extends Exception {
    private static final long serialVersionUID = 1;

    private final String text;

    /** Carries no stack trace: callers send what they like. */
    InvalidInputException(String text) {
        super(text, null, false, false);
        this.text = text;
    }

    String text() {
        return text;
    }
}

package dev.drover.evm;

/** A transaction that no block may hold; the message is geth's (core/error.go). */
public final class InvalidTransactionException extends Exception {
    private static final long serialVersionUID = 1;

    /** With geth's words. */
    public InvalidTransactionException(String message) {
        super(message, null, false, false);
    }

    /** geth's words. */
    public String message() {
        return String.valueOf(getMessage());
    }
}

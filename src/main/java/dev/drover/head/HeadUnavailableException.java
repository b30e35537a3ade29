package dev.drover.head;

/** Thrown if there is a head but no request may be answered from it now. Another replica may be able to answer. */
public final class HeadUnavailableException extends Exception {
    private static final long serialVersionUID = 1;

    /** Creates the exception with an error text for the client. */
    public HeadUnavailableException(String message) {
        super(message, null, false, false);
    }
}

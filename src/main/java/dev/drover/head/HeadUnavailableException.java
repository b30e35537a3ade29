package dev.drover.head;

/** No head may be answered from just now, though there is one: another replica may do better. */
public final class HeadUnavailableException extends Exception {
    private static final long serialVersionUID = 1;

    /** With a text for the client. */
    public HeadUnavailableException(String message) {
        super(message, null, false, false);
    }
}

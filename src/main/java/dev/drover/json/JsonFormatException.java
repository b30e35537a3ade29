package dev.drover.json;

/** Thrown when JSON has not the form that is wanted. Its text is geth's, for the client to read. Has no stack trace. */
public final class JsonFormatException extends RuntimeException {
    private final String text;

    /** Creates an exception with a text as geth would word it. */
    public JsonFormatException(String message) {
        super(message, null, false, false);
        text = message;
    }

    /**
     * Returns the exception for JSON of the wrong kind, as Go words it.
     *
     * @param type the Go name of the type that was wanted
     */
    public static JsonFormatException cannotUnmarshal(String what, String type) {
        return new JsonFormatException("json: cannot unmarshal " + what + " into Go value of type " + type);
    }

    /** Returns the text for the client; never null. */
    public String text() {
        return text;
    }
}

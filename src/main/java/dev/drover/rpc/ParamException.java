package dev.drover.rpc;

/** What the parser of a parameter throws: the client reads "invalid argument", its position, and this message. */
public final class ParamException extends RuntimeException {
    private final String text;

    /** Why the value is refused, in geth's words. */
    public ParamException(String message) {
        super(message, null, false, false);
        text = message;
    }

    /** Go's words for JSON of the wrong kind; {@code type} is the Go name of what was wanted. */
    public static ParamException cannotUnmarshal(String what, String type) {
        return new ParamException("json: cannot unmarshal " + what + " into Go value of type " + type);
    }

    /** Why the value is refused. */
    public String text() {
        return text;
    }
}

package dev.drover.json;

/** Thrown when more is written than {@link PieceBuffer#limit} allows. Has no stack trace: a large result is not a defect. */
public final class JsonTooLargeException extends RuntimeException {
    JsonTooLargeException() {
        super("more JSON than the limit allows", null, false, false);
    }
}

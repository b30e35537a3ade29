package dev.drover.crypto;

/** A signature that no key can have made. */
public final class InvalidSignatureException extends RuntimeException {
    /** @param message what is wrong with it */
    public InvalidSignatureException(String message) {
        super(message);
    }
}

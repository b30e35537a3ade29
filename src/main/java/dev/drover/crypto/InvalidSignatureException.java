package dev.drover.crypto;

/** Thrown for a signature that no key can have made. */
public final class InvalidSignatureException extends RuntimeException {
    /** @param message why the signature is not valid */
    public InvalidSignatureException(String message) {
        super(message);
    }
}

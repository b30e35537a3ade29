package dev.drover.rlp;

/** Thrown when bytes are not canonical RLP or do not have the expected structure. */
public final class RlpException extends RuntimeException {
    /** @param message what was found and where, without the bytes themselves */
    public RlpException(String message) {
        super(message);
    }
}

package dev.drover.rlp;

/** The bytes are not canonical RLP, or not of the shape that was asked for. */
public final class RlpException extends RuntimeException {
    /** @param message what was found where, without the bytes themselves */
    public RlpException(String message) {
        super(message);
    }
}

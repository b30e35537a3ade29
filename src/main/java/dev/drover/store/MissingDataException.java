package dev.drover.store;

/**
 * Something that must be in the store, since something else that is there names it, is not: a body without its header's
 * block, say. An error, never the same as "there is no such block".
 */
public final class MissingDataException extends RuntimeException {
    /** @param message what is missing, of which block */
    public MissingDataException(String message) {
        super(message);
    }
}

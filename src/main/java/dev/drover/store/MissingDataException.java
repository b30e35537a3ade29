package dev.drover.store;

/**
 * Something that must be in the store, since something else that is there names it, is not: a body without its header's
 * block, say. An error, never the same as "there is no such block".
 */
public final class MissingDataException extends RuntimeException {
    private final String text;

    /** @param text what is missing, of which block; clients read it */
    public MissingDataException(String text) {
        super(text);
        this.text = text;
    }

    /** What is missing. */
    public String text() {
        return text;
    }
}

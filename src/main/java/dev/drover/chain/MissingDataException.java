package dev.drover.chain;

/**
 * Something that must be in the store, since something else that is there names it, is not, or not in readable form: the
 * body of a block whose header is there, say. An error, never the same as "there is no such block".
 */
public final class MissingDataException extends RuntimeException {
    private final String text;

    /** @param text what is missing or damaged, of which block; clients read it */
    public MissingDataException(String text) {
        super(text);
        this.text = text;
    }

    /** What is missing or damaged. */
    public String text() {
        return text;
    }
}

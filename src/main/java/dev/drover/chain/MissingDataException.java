package dev.drover.chain;

/**
 * Data that should be available, because other data refers to it, is missing or damaged; for example, the body of a block whose
 * header is stored. Different from an unknown block, which is not an error.
 */
public final class MissingDataException extends RuntimeException {
    private final String text;

    /** @param text what is missing or damaged, and of which block; sent to clients */
    public MissingDataException(String text) {
        super(text);
        this.text = text;
    }

    /** Returns what is missing or damaged. */
    public String text() {
        return text;
    }
}

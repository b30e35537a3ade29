package dev.drover.store;

/** The store cannot do what it was asked: disk full, closed, damaged. Never means "no such key". */
public final class StoreException extends RuntimeException {
    /** What helps against a failure. */
    public enum Remedy {
        /** Nothing was changed, and the same call may succeed later: the disk is full, or an I/O operation failed. */
        RETRY,
        /** The state on the disk is unknown until the process is restarted. */
        RESTART,
        /** Data is damaged or missing, or the call was wrong: an operator must act. */
        REPAIR
    }

    private final Remedy remedy;

    /**
     * Creates a failure that an operator must repair.
     *
     * @param message what failed and, where there is one, what to do
     */
    public StoreException(String message) {
        super(message);
        this.remedy = Remedy.REPAIR;
    }

    /**
     * Creates a failure that an operator must repair.
     *
     * @param message what failed and, where there is one, what to do
     */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
        this.remedy = Remedy.REPAIR;
    }

    /**
     * Creates a failure with a known remedy.
     *
     * @param message what failed and, where there is one, what to do
     */
    public StoreException(Remedy remedy, String message, Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    /**
     * Creates a failure with a known remedy.
     *
     * @param message what failed and, where there is one, what to do
     */
    public StoreException(Remedy remedy, String message) {
        super(message);
        this.remedy = remedy;
    }

    /** Returns what helps. */
    public Remedy remedy() {
        return remedy;
    }
}

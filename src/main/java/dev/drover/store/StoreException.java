package dev.drover.store;

/** A failed operation of the store: the disk is full, the store is closed or damaged. Never means that a key is absent. */
public final class StoreException extends RuntimeException {
    /** How to recover from a failure. */
    public enum Remedy {
        /** Retry: nothing was changed, and the same call may succeed later. The disk is full, or an I/O operation failed. */
        RETRY,
        /** Restart the process: until then, the state on disk is unknown. */
        RESTART,
        /** An operator must act: data is damaged or missing, or the call was invalid. */
        REPAIR
    }

    private final Remedy remedy;

    /**
     * Creates a failure that an operator must repair.
     *
     * @param message what failed and, if possible, what to do
     */
    public StoreException(String message) {
        super(message);
        this.remedy = Remedy.REPAIR;
    }

    /**
     * Creates a failure that an operator must repair.
     *
     * @param message what failed and, if possible, what to do
     */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
        this.remedy = Remedy.REPAIR;
    }

    /**
     * Creates a failure with a known remedy.
     *
     * @param message what failed and, if possible, what to do
     */
    public StoreException(Remedy remedy, String message, Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    /**
     * Creates a failure with a known remedy.
     *
     * @param message what failed and, if possible, what to do
     */
    public StoreException(Remedy remedy, String message) {
        super(message);
        this.remedy = remedy;
    }

    /** Returns how to recover. */
    public Remedy remedy() {
        return remedy;
    }
}

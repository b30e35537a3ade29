package dev.drover.evm.trace;

/** How much memory the traces of one request may take together, about. One thread at a time. */
public final class TraceBudget {
    private long left;

    /** So many bytes. */
    public TraceBudget(long bytes) {
        left = bytes;
    }

    /** Takes a part; throws {@link TraceTooLargeException} once more is taken than there was. */
    void take(long bytes) {
        left -= bytes;
        if (left < 0) {
            throw new TraceTooLargeException();
        }
    }
}

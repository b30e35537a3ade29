package dev.drover.evm.trace;

/** The approximate memory that all traces of one request may use. One thread at a time. */
public final class TraceBudget {
    private long left;

    /** Creates a budget of this many bytes. */
    public TraceBudget(long bytes) {
        left = bytes;
    }

    /** Uses a part of the budget. Throws {@link TraceTooLargeException} if the budget is exceeded. */
    void take(long bytes) {
        left -= bytes;
        if (left < 0) {
            throw new TraceTooLargeException();
        }
    }
}

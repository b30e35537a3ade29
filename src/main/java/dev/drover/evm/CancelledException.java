package dev.drover.evm;

/** Thrown when an {@link Interrupt} stops an execution that took too long or whose result is no longer needed. */
public final class CancelledException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Creates the exception without a stack trace. */
    public CancelledException() {
        super("execution aborted", null, false, false);
    }
}

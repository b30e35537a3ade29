package dev.drover.evm.trace;

/** A trace takes more memory than its {@link TraceBudget} has: the run that was traced has ended. */
public final class TraceTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TraceTooLargeException() {
        super("trace is too large", null, false, false);
    }
}

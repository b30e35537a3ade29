package dev.drover.evm.trace;

/** Thrown when a trace exceeds its {@link TraceBudget}, which ends the traced execution. */
public final class TraceTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TraceTooLargeException() {
        super("trace is too large", null, false, false);
    }
}

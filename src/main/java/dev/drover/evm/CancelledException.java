package dev.drover.evm;

/** A run was stopped by its {@link Interrupt}: it took too long, or nobody waits for it any more. */
public final class CancelledException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Without a stack trace: where the contract was does not matter. */
    public CancelledException() {
        super("execution aborted", null, false, false);
    }
}

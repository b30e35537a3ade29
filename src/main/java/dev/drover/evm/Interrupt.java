package dev.drover.evm;

import java.util.function.BooleanSupplier;

/**
 * Stops executions that take too long or whose result is no longer needed. Any thread may cancel; the EVM checks the interrupt
 * at jumps and calls.
 */
public final class Interrupt {
    private static final int CHECKS_PER_CLOCK = 1024;

    private final long deadlineNanos;
    private final boolean hasDeadline;
    private final BooleanSupplier abandoned;
    private volatile boolean cancelled;
    private int checks;

    private Interrupt(boolean hasDeadline, long deadlineNanos, BooleanSupplier abandoned) {
        this.abandoned = abandoned;
        this.hasDeadline = hasDeadline;
        this.deadlineNanos = deadlineNanos;
    }

    /** Returns an interrupt without a deadline; it only stops after {@link #cancel}. */
    public static Interrupt none() {
        return new Interrupt(false, 0, () -> false);
    }

    /** Returns an interrupt with a deadline that many nanoseconds from now. */
    public static Interrupt after(long nanos) {
        return after(nanos, () -> false);
    }

    /** Returns an interrupt with a deadline that also stops once {@code abandoned} returns true. */
    public static Interrupt after(long nanos, BooleanSupplier abandoned) {
        return new Interrupt(true, System.nanoTime() + nanos, abandoned);
    }

    /** Stops current and future executions with this interrupt. */
    public void cancel() {
        cancelled = true;
    }

    /** Returns whether executions must stop. */
    public boolean isCancelled() {
        return cancelled || hasDeadline && System.nanoTime() - deadlineNanos >= 0 || abandoned.getAsBoolean();
    }

    /** Throws {@link CancelledException} if the execution must stop. Reads the clock only once every 1,024 calls. */
    void check() {
        if (cancelled) {
            throw new CancelledException();
        }
        if (hasDeadline && ++checks % CHECKS_PER_CLOCK == 0 && isCancelled()) {
            cancelled = true;
            throw new CancelledException();
        }
    }
}

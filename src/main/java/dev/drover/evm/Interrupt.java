package dev.drover.evm;

import java.util.function.BooleanSupplier;

/** Stops runs that take too long or that nobody waits for. Any thread may cancel; runs look at it at jumps and calls. */
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

    /** Never, unless {@link #cancel} is called. */
    public static Interrupt none() {
        return new Interrupt(false, 0, () -> false);
    }

    /** So many nanoseconds from now. */
    public static Interrupt after(long nanos) {
        return after(nanos, () -> false);
    }

    /** The same, or as soon as {@code abandoned} says that nobody waits for the result. */
    public static Interrupt after(long nanos, BooleanSupplier abandoned) {
        return new Interrupt(true, System.nanoTime() + nanos, abandoned);
    }

    /** Stops what runs now and all that would run later. */
    public void cancel() {
        cancelled = true;
    }

    /** True if runs are to stop. */
    public boolean isCancelled() {
        return cancelled || hasDeadline && System.nanoTime() - deadlineNanos >= 0 || abandoned.getAsBoolean();
    }

    /** Throws if runs are to stop; looks at the clock only now and then. */
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

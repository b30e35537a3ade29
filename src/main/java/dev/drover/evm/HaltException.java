package dev.drover.evm;

/** Ends a call because of a {@link Fault}. Carries no stack trace: contracts fail all the time. */
final class HaltException extends RuntimeException {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // never leaves the machine
    private final Fault fault;

    HaltException(Fault fault) {
        super(fault.message(), null, false, false);
        this.fault = fault;
    }

    Fault fault() {
        return fault;
    }
}

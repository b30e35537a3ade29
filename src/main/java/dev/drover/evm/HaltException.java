package dev.drover.evm;

/** Ends a call because of a {@link Fault}. Has no stack trace, because contracts fail all the time. */
final class HaltException extends RuntimeException {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // never leaves the EVM
    private final Fault fault;

    HaltException(Fault fault) {
        super(fault.message(), null, false, false);
        this.fault = fault;
    }

    Fault fault() {
        return fault;
    }
}

package dev.drover.evm.trace;

import dev.drover.evm.Tracer;

/** Listens to one transaction and says at its end what it has heard. */
public interface TransactionTracer extends Tracer {
    /** What was heard. To be asked once, after the transaction's end. */
    Trace result();
}

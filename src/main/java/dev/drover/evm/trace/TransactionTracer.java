package dev.drover.evm.trace;

import dev.drover.evm.Tracer;

/** A tracer for one transaction that returns a result. */
public interface TransactionTracer extends Tracer {
    /** Returns the trace. Must be called once, after the transaction has ended. */
    Trace result();
}

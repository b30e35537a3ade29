/**
 * Tracers that record the execution of a transaction with the results of geth's native tracers (eth/tracers/native and
 * eth/tracers/logger).
 *
 * <p>A {@link dev.drover.evm.trace.TracerKind} is a tracer with its options, as a client requests it.
 * {@link dev.drover.evm.trace.Tracers#create} makes a {@link dev.drover.evm.trace.TransactionTracer} of it, which is passed to
 * the {@link dev.drover.evm.Evm}, receives the events of one transaction and then returns a {@link dev.drover.evm.trace.Trace}.
 * Traces are plain values: the caller writes them as JSON.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Tracers copy nothing that the EVM does not reuse, and modify nothing that it passes to them.
 *   <li>Everything that grows with the execution is taken from the {@link dev.drover.evm.trace.TraceBudget} first, which all
 *       traces of one request share. If it is exceeded, {@link dev.drover.evm.trace.TraceTooLargeException} ends the execution.
 *   <li>{@link dev.drover.evm.trace.RevertReason} is also used for the errors of eth_call.
 * </ul>
 *
 * <p>To add a tracer: add a record to {@code TracerKind} and one to {@code Trace}, implement {@code TransactionTracer}, and add
 * a case to {@code Tracers}. The {@code debug} namespace parses its name and options and writes its result.
 */
@NullMarked
package dev.drover.evm.trace;

import org.jspecify.annotations.NullMarked;

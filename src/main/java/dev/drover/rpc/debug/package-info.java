/**
 * The {@code debug_} methods: raw encodings of blocks and transactions, and traces of their execution (geth:
 * eth/tracers/api.go and internal/ethapi, DebugAPI). They know no transport.
 *
 * <p>{@link dev.drover.rpc.debug.DebugRaw} returns the encodings. {@link dev.drover.rpc.debug.DebugTrace} traces
 * transactions, blocks and calls: {@code TraceOptions} or {@code CallTraceOptions} parse the options, {@code Replays}
 * starts to re-execute a block on the state of its parent, or {@code rpc.call.CallSimulator} runs a call, and {@code
 * TracedRun} bounds the time and turns failures into RPC errors. The tracers are in {@code evm.trace}; {@code
 * TraceJson} and {@code FlatCallJson} write what they recorded in geth's formats.
 *
 * <p>Traces are kept in memory until they are written. A budget per request bounds them: a trace beyond it fails with
 * "response too large".
 *
 * <p>To add a tracer, implement it in {@code evm.trace}, add its name and settings to {@code TraceOptions}, and write
 * its result in {@code TraceJson}. To add an option, add it to the parser of {@code TraceOptions}.
 */
@NullMarked
package dev.drover.rpc.debug;

import org.jspecify.annotations.NullMarked;

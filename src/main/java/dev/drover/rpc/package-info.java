/**
 * JSON-RPC without a transport. A {@link dev.drover.rpc.MethodTable} holds every method: its name, the
 * {@link dev.drover.rpc.Lane} it runs in, its typed parameters and its function, registered in one line beside the function.
 * The {@link dev.drover.rpc.Dispatcher} takes a request body, captures the served head once, runs the calls and alone builds
 * the answer.
 *
 * <p>What holds: a method returns a value or throws {@link dev.drover.rpc.RpcException}; a request, and all of a batch, reads
 * at one head; work that may block runs in a bounded lane, admitted before it is queued; every answer, error texts
 * included, is what geth would send (its {@code rpc} package).
 */
@NullMarked
package dev.drover.rpc;

import org.jspecify.annotations.NullMarked;

/**
 * JSON-RPC without a transport: turns the bytes of a request body into the bytes of its answer, as geth's {@code rpc}
 * package does.
 *
 * <p>A {@link dev.drover.rpc.MethodTable} holds every method: its name, the {@link dev.drover.rpc.Lane} it runs in, its
 * typed parameters ({@link dev.drover.rpc.Param}) and its function. The sub-packages register the methods, each
 * in one line next to its function.
 *
 * <p>A request passes through these classes in order. A transport calls {@link dev.drover.rpc.Dispatcher} on its event
 * loop, with the body and a {@link dev.drover.rpc.Caller}. {@code RequestReader} parses the body. {@code HeadAdmission}
 * captures the served head once, or waits briefly for one. An {@code Exchange} runs the calls one after the other:
 * {@code CallRunner} finds the method and parses the parameters, then the function runs on the event loop if it can
 * answer from memory, else in a bounded lane ({@link dev.drover.rpc.Lanes}). The function gets a {@link
 * dev.drover.rpc.CallContext} and returns a {@link dev.drover.json.Json}, which is written at once. The transport
 * receives an {@link dev.drover.rpc.Answer}.
 *
 * <p>Invariants: A method returns a value or throws {@link dev.drover.rpc.RpcException}. A request, and all calls of a
 * batch, read at one head. Work that may block is admitted to a lane before it is queued, and refused when the lane is
 * full. Every answer is what geth would send, error texts included. The deadline of a request covers all its calls.
 *
 * <p>To add a method, see {@code rpc.eth}. To add a namespace, add a package with a class that registers its methods,
 * call it in {@code Methods}, and add the package to the rules in {@code ArchitectureTest}. To add a type of parameter
 * that several methods share, add it to {@link dev.drover.rpc.Params}; to add an error code, add it to {@link
 * dev.drover.rpc.RpcFault}.
 */
@NullMarked
package dev.drover.rpc;

import org.jspecify.annotations.NullMarked;

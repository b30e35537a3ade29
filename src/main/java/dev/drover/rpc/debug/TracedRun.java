package dev.drover.rpc.debug;

import dev.drover.evm.CancelledException;
import dev.drover.evm.Interrupt;
import dev.drover.evm.InvalidTransactionException;
import dev.drover.evm.trace.TraceTooLargeException;
import dev.drover.rpc.CallContext;
import dev.drover.rpc.RpcException;
import dev.drover.rpc.RpcFault;

/** A run with a timeout, whose failures become RPC errors. */
final class TracedRun {
    private TracedRun() {}

    /** The work to run. */
    @FunctionalInterface
    interface Body<T> {
        T run(Interrupt interrupt) throws InvalidTransactionException;
    }

    /** Returns the result of the body. Throws {@link RpcException} if it fails or takes longer than {@code nanos}. */
    static <T> T within(CallContext context, long nanos, Body<T> body) {
        long left = context.deadlineNanos() - System.nanoTime();
        try {
            return body.run(Interrupt.after(Math.min(nanos, left), context::isAbandoned));
        } catch (CancelledException e) {
            context.checkDeadline();
            throw new RpcException(RpcFault.SERVER_ERROR, "execution timeout");
        } catch (InvalidTransactionException e) {
            throw new RpcException(RpcFault.SERVER_ERROR, "tracing failed: " + e.message());
        } catch (TraceTooLargeException e) {
            throw new RpcException(RpcFault.RESPONSE_TOO_LARGE, "response too large");
        }
    }
}

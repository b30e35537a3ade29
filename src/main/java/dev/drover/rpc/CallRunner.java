package dev.drover.rpc;

import dev.drover.chain.MissingDataException;
import dev.drover.health.FatalErrors;
import dev.drover.json.Json;
import dev.drover.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs calls and writes their answers. Only this class turns results and throwables into responses. Thread-safe. */
final class CallRunner {
    /** Returned if nothing was written because the method must run in its lane. */
    static final int NOT_FROM_MEMORY = -1;

    private static final Logger LOG = LoggerFactory.getLogger(CallRunner.class);
    private static final int METHOD_NAME_MAX = 2048;
    private static final @Nullable Object[] NO_ARGS = {};

    private final MethodTable table;
    private final RpcObserver observer;
    private final int resultMaxBytes;

    /** @param resultMaxBytes the approximate maximum size of one call's result */
    CallRunner(MethodTable table, RpcObserver observer, int resultMaxBytes) {
        this.table = table;
        this.observer = observer;
        this.resultMaxBytes = resultMaxBytes;
    }

    /**
     * A message that is ready to run, with its method and its parsed parameters, or with the error to refuse it with.
     *
     * @param refusal the error if the message cannot run; else null
     * @param beganNanos the time at which its processing began, by {@link System#nanoTime}
     */
    record Ready(
            RpcRequest request,
            @Nullable RpcMethod method,
            @Nullable Object[] args,
            @Nullable RpcException refusal,
            long beganNanos) {
        Lane lane() {
            return method == null || refusal != null ? Lane.INSTANT : method.lane();
        }
    }

    /** Returns whether the message is a call that needs a head. */
    boolean needsHead(RpcRequest request) {
        if (request.kind() == RpcRequest.Kind.INVALID) {
            return false;
        }
        RpcMethod method = table.find(request.method());
        return method != null && method.needsHead() || SubscriptionCalls.resumes(request);
    }

    /**
     * Finds the method and parses the parameters. Cheap; never blocks.
     *
     * @param headRefusal the error for methods that need a head; null if they may run
     */
    Ready prepare(RpcRequest request, Caller caller, @Nullable RpcException headRefusal) {
        long now = System.nanoTime();
        RpcMethod method = null;
        try {
            if (request.kind() == RpcRequest.Kind.INVALID) {
                throw new RpcException(RpcFault.INVALID_REQUEST, "invalid request");
            }
            if (SubscriptionCalls.isOne(request.method())) {
                if (headRefusal != null && SubscriptionCalls.resumes(request)) {
                    throw headRefusal;
                }
                return new Ready(request, SubscriptionCalls.bind(request, caller), NO_ARGS, null, now);
            }
            method = find(request.method());
            @Nullable Object[] args = Params.parse(request.params(), method.params());
            if (method.needsHead() && headRefusal != null) {
                throw headRefusal;
            }
            return new Ready(request, method, args, null, now);
        } catch (RpcException e) {
            return new Ready(request, method, NO_ARGS, e, now);
        } catch (Throwable t) {
            FatalErrors.exitIfFatal(t);
            LOG.error("Reading the parameters of {} failed", request.method(), t);
            return new Ready(request, method, NO_ARGS, crashed(), now);
        }
    }

    /** Returns the error for an unexpected failure. */
    static RpcException crashed() {
        return new RpcException(RpcFault.INTERNAL, "method handler crashed");
    }

    /**
     * Runs the call on the current thread, or refuses it if {@link #prepare} did. Returns the size of the result or
     * error written.
     */
    int run(Ready ready, CallContext call, JsonWriter out) {
        RpcMethod method = ready.method();
        RpcException refusal = ready.refusal();
        if (refusal != null) {
            return refuse(ready, refusal, out, Lane.INSTANT);
        }
        return method == null ? 0 : run(ready, method.body(), call, out, method.lane(), false);
    }

    /**
     * Answers the call from memory, on the event loop. Returns the size of the result or error written, or {@link
     * #NOT_FROM_MEMORY} if the method cannot answer from memory.
     */
    int runFromMemory(Ready ready, CallContext call, JsonWriter out) {
        RpcMethod method = ready.method();
        Functions.Body memory = method == null ? null : method.memory();
        return memory == null ? NOT_FROM_MEMORY : run(ready, memory, call, out, Lane.INSTANT, true);
    }

    /** Writes an error for a call unless it is a notification. Returns the size of the error written. */
    int refuse(Ready ready, RpcException e, JsonWriter out, Lane lane) {
        RpcMethod method = ready.method();
        String name = method == null ? RpcObserver.UNKNOWN : method.name();
        observer.onCall(name, lane, e.fault(), System.nanoTime() - ready.beganNanos());
        return ready.request().isAnswered()
                ? Responses.error(out, ready.request().id(), e)
                : 0;
    }

    private int run(
            Ready ready, Functions.Body body, CallContext call, JsonWriter out, Lane lane, boolean nullIsUnknown) {
        JsonWriter.Mark mark = out.mark();
        try {
            Json result = body.call(call, ready.args());
            if (result == null && nullIsUnknown) {
                return NOT_FROM_MEMORY;
            }
            int size = 0;
            if (ready.request().isAnswered()) {
                size = Responses.result(out, ready.request().id(), result == null ? Json.NULL : result, resultMaxBytes);
            }
            String name = ready.method() == null
                    ? RpcObserver.UNKNOWN
                    : ready.method().name();
            observer.onCall(name, lane, null, System.nanoTime() - ready.beganNanos());
            return size;
        } catch (RpcException e) {
            out.rewind(mark);
            return refuse(ready, e, out, lane);
        } catch (MissingDataException e) {
            // Neither the client's fault nor a bug: another replica may have the data.
            LOG.warn("{} failed: {}", ready.request().method(), e.text());
            out.rewind(mark);
            return refuse(ready, new RpcException(RpcFault.SERVER_ERROR, e.text()), out, lane);
        } catch (Throwable t) {
            // The client gets an answer and the thread survives, whatever was thrown.
            FatalErrors.exitIfFatal(t);
            LOG.error("{} failed", ready.request().method(), t);
            out.rewind(mark);
            return refuse(ready, crashed(), out, lane);
        }
    }

    private RpcMethod find(String name) {
        int size = name.getBytes(StandardCharsets.UTF_8).length;
        if (size > METHOD_NAME_MAX) {
            throw new RpcException(RpcFault.INVALID_REQUEST, "method name too long: " + size + " > " + METHOD_NAME_MAX);
        }
        RpcMethod method = table.find(name);
        if (method == null) {
            throw new RpcException(
                    RpcFault.METHOD_NOT_FOUND, "the method " + name + " does not exist/is not available");
        }
        return method;
    }
}

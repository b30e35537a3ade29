package dev.drover.rpc;

import dev.drover.config.RpcConfig;
import dev.drover.head.HeadFeed;
import dev.drover.head.ServedHeads;
import dev.drover.health.FatalErrors;
import dev.drover.json.JsonWriter;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers request bodies as geth does (rpc/handler.go): parses the body, captures the served head once, runs the calls
 * in their lanes and builds the answer. One instance serves all transports, on their event loops.
 */
public final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    /** The largest body that is parsed on the event loop. */
    private static final int PARSE_HERE_MAX_BYTES = 64 * 1024;

    private final Parts parts;
    private final RequestReader reader;
    private final HeadAdmission admission;

    /** The dependencies of every exchange. */
    record Parts(CallRunner runner, ServedHeads heads, Lanes lanes, RpcConfig config) {}

    /**
     * Creates a dispatcher.
     *
     * @param table the methods, all of which must be registered before the first request
     * @param feed announces the heads that {@code heads} serves
     */
    public Dispatcher(
            MethodTable table, ServedHeads heads, HeadFeed feed, Lanes lanes, RpcConfig config, RpcObserver observer) {
        this.admission = new HeadAdmission(heads, feed, config.minHeadWait());
        this.parts = new Parts(new CallRunner(table, observer, config.responseMaxBytes()), heads, lanes, config);
        this.reader = new RequestReader(config.batchRequestLimit());
    }

    /** Answers one body. Must be called on an event loop, on which the future completes. The future never fails. */
    public Future<Answer> dispatch(byte[] body, Caller caller) {
        Context context = Objects.requireNonNull(Vertx.currentContext(), "not on an event loop");
        try {
            return read(context, body, caller).recover(this::crashed);
        } catch (RuntimeException | Error e) {
            return crashed(e);
        }
    }

    private Future<Answer> read(Context context, byte[] body, Caller caller) {
        long deadlineNanos = System.nanoTime() + parts.config().timeout().toNanos();
        if (body.length <= PARSE_HERE_MAX_BYTES) {
            return answer(context, reader.read(body), caller, deadlineNanos);
        }
        Promise<RpcBody> parsed = Promise.promise();
        long timer = Deadline.call(context, deadlineNanos, () -> parsed.tryFail(CallContext.timedOut()));
        boolean taken = parts.lanes().submit(Lane.READ, () -> {
            try {
                RpcBody read = reader.read(body);
                context.runOnContext(ignored -> parsed.tryComplete(read));
            } catch (RuntimeException | Error e) {
                context.runOnContext(ignored -> parsed.tryFail(e));
            }
        });
        if (!taken) {
            parsed.tryFail(Lanes.full());
        }
        return parsed.future()
                .onComplete(ignored -> context.owner().cancelTimer(timer))
                .transform(read -> read.succeeded()
                        ? answer(context, read.result(), caller, deadlineNanos)
                        : unread(read.cause()));
    }

    private Future<Answer> answer(Context context, RpcBody body, Caller caller, long deadlineNanos) {
        return switch (body.shape()) {
            case EMPTY -> answer(new JsonWriter(), false);
            case MALFORMED -> refuse(new RpcException(RpcFault.PARSE_ERROR, "parse error"), true);
            case TOO_LONG -> {
                JsonWriter out = new JsonWriter();
                Responses.batchTooLarge(out, body.requests());
                yield answer(out, false);
            }
            case SINGLE -> exchange(context, body, caller, deadlineNanos);
            case BATCH ->
                body.requests().isEmpty()
                        ? refuse(new RpcException(RpcFault.INVALID_REQUEST, "empty batch"), false)
                        : exchange(context, body, caller, deadlineNanos);
        };
    }

    private Future<Answer> exchange(Context context, RpcBody body, Caller caller, long deadlineNanos) {
        HeadAdmission.Ticket ticket = admission.now(caller.minHead());
        if (ticket == null && body.requests().stream().noneMatch(parts.runner()::needsHead)) {
            ticket = admission.unconditional();
        }
        if (ticket != null) {
            return new Exchange(parts, context, body, caller, ticket, deadlineNanos).start();
        }
        return admission
                .await(context, caller.minHead(), deadlineNanos)
                .compose(late -> new Exchange(parts, context, body, caller, late, deadlineNanos).start());
    }

    private Future<Answer> unread(Throwable cause) {
        return cause instanceof RpcException e ? refuse(e, false) : crashed(cause);
    }

    private Future<Answer> crashed(Throwable failure) {
        FatalErrors.exitIfFatal(failure);
        LOG.error("A request could not be read or answered", failure);
        JsonWriter out = new JsonWriter();
        Responses.error(out, null, CallRunner.crashed());
        // Does not read the head, because that may be what failed.
        return Future.succeededFuture(new Answer(null, out.pieces(), Answer.Kind.USUAL));
    }

    private Future<Answer> refuse(RpcException e, boolean malformed) {
        JsonWriter out = new JsonWriter();
        Responses.error(out, null, e);
        return answer(out, malformed);
    }

    private Future<Answer> answer(JsonWriter out, boolean malformed) {
        return Future.succeededFuture(
                new Answer(parts.heads().head(), out.pieces(), malformed ? Answer.Kind.MALFORMED : Answer.Kind.USUAL));
    }
}

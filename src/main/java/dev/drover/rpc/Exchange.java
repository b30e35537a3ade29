package dev.drover.rpc;

import dev.drover.chain.Head;
import dev.drover.config.RpcConfig;
import dev.drover.head.ServedHead;
import dev.drover.health.FatalErrors;
import dev.drover.json.JsonWriter;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processing of one request or batch. Its calls run one after the other, so only one thread works on it at any
 * time. Calls of {@link Lane#INSTANT} and calls that can be answered from memory run on the event loop. The others run
 * in their lane, followed on the same thread by the calls after them that use the same lane.
 *
 * <p>When the deadline passes, the answers that are complete are sent with an error for each remaining call. The calls
 * that have not begun by then do not run. The same holds for the calls that remain when the client goes away.
 */
final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private final Dispatcher.Parts parts;
    private final Context context;
    private final Caller caller;
    private final RpcBody body;
    private final List<RpcRequest> requests;
    private final HeadAdmission.Ticket ticket;
    private final long deadlineNanos;
    private final CallContext call;
    private final JsonWriter out = new JsonWriter();
    private final Promise<Answer> promise = Promise.promise();

    /**
     * The index of the next request to run. Like {@link #resultBytes}, used only by the thread that is working on this.
     */
    private int next;

    /** The total size of the results and errors written so far. */
    private long resultBytes;

    private boolean givenBack;
    private @Nullable Long timer;

    /**
     * The end of the last complete answer. The event loop reads it when the deadline passes. Guarded by this, like
     * {@link #doneRequests}.
     */
    private JsonWriter.Mark complete = out.mark();

    private int doneRequests;
    private volatile boolean answered;

    /** @param ticket the admission, whose head this object releases */
    Exchange(
            Dispatcher.Parts parts,
            Context context,
            RpcBody body,
            Caller caller,
            HeadAdmission.Ticket ticket,
            long deadlineNanos) {
        this.parts = parts;
        this.context = context;
        this.caller = caller;
        this.body = body;
        this.requests = body.requests();
        this.ticket = ticket;
        this.deadlineNanos = deadlineNanos;
        this.call = new CallContext(ticket.head(), deadlineNanos, this::isAbandoned);
    }

    /** Starts the exchange. Called on the event loop, on which the future completes. */
    Future<Answer> start() {
        if (body.isBatch()) {
            out.beginArray();
            complete = out.mark();
        }
        onEventLoop(this::runOnEventLoop);
        return promise.future();
    }

    /** Runs a step of the work on the event loop. If it fails, the client gets an error. */
    private void onEventLoop(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    private void runOnEventLoop() {
        while (next < requests.size() && !isAbandoned()) {
            CallRunner.Ready ready = take();
            Lane lane = ready.lane();
            if (lane == Lane.INSTANT) {
                done(parts.runner().run(ready, call, out));
                continue;
            }
            int size = parts.runner().runFromMemory(ready, call, out);
            if (size != CallRunner.NOT_FROM_MEMORY) {
                done(size);
                continue;
            }
            watchDeadline();
            if (parts.lanes().submit(lane, () -> inLane(ready))) {
                return;
            }
            done(parts.runner().refuse(ready, Lanes.full(), out, lane));
        }
        finish();
    }

    private void inLane(CallRunner.Ready first) {
        try {
            runInLane(first);
            context.runOnContext(ignored -> onEventLoop(this::runOnEventLoop));
        } catch (RuntimeException | Error e) {
            context.runOnContext(ignored -> failed(e));
        }
    }

    private void runInLane(CallRunner.Ready first) {
        CallRunner.Ready ready = first;
        while (!isAbandoned()) {
            done(parts.runner().run(ready, call, out));
            // Subscription calls must run on the event loop, which owns the connection.
            if (next == requests.size()
                    || SubscriptionCalls.isOne(requests.get(next).method())) {
                break;
            }
            ready = take();
            if (ready.lane() != first.lane()) {
                next--;
                break;
            }
        }
    }

    /** Returns whether no client is waiting for the rest: the deadline has passed or the client has gone away. */
    private boolean isAbandoned() {
        return answered || caller.gone().getAsBoolean();
    }

    private CallRunner.Ready take() {
        return parts.runner().prepare(requests.get(next++), caller, ticket.refusal());
    }

    /** Records that a request has been answered with a result or error of {@code size} bytes. */
    private void done(int size) {
        resultBytes += size;
        RpcConfig config = parts.config();
        if (body.isBatch() && config.batchResponseMaxBytes() != 0 && resultBytes > config.batchResponseMaxBytes()) {
            Responses.remaining(
                    out, requests, next, new RpcException(RpcFault.RESPONSE_TOO_LARGE, "response too large"));
            next = requests.size();
        }
        synchronized (this) {
            complete = out.mark();
            doneRequests = next;
        }
    }

    private void watchDeadline() {
        if (timer == null) {
            timer = Deadline.call(context, deadlineNanos, this::timeOut);
        }
    }

    private void timeOut() {
        JsonWriter late;
        int remaining;
        synchronized (this) {
            if (answered) {
                return;
            }
            answered = true;
            late = JsonWriter.after(complete);
            remaining = doneRequests;
        }
        try {
            Responses.remaining(late, requests, remaining, CallContext.timedOut());
            complete(late);
        } catch (RuntimeException | Error e) {
            // The head is released when the lane is done.
            refuseAll(e);
        }
    }

    /** Answers with an error after an unexpected failure that ended the work. Called on the event loop. */
    private void failed(Throwable failure) {
        answered = true;
        refuseAll(failure);
        finish();
    }

    /** Answers all requests with the same error, because the answers written so far cannot be trusted. */
    private void refuseAll(Throwable failure) {
        FatalErrors.exitIfFatal(failure);
        if (promise.future().isComplete()) {
            LOG.error("An answer could not be handed on", failure);
            return;
        }
        LOG.error("A request could not be answered", failure);
        try {
            JsonWriter refusals = new JsonWriter();
            if (body.isBatch()) {
                refusals.beginArray();
            }
            Responses.remaining(refusals, requests, 0, CallRunner.crashed());
            complete(refusals);
        } catch (RuntimeException | Error e) {
            e.addSuppressed(failure);
            promise.tryFail(e);
        }
    }

    /** Sends the answer unless one has been sent already, and releases the head. Called on the event loop. */
    private void finish() {
        if (timer != null) {
            context.owner().cancelTimer(timer);
        }
        try {
            if (!answered) {
                answered = true;
                complete(out);
            }
        } finally {
            giveBack();
        }
    }

    private void giveBack() {
        ServedHead served = ticket.head();
        if (served != null && !givenBack) {
            givenBack = true;
            served.release();
        }
    }

    private void complete(JsonWriter writer) {
        // A batch that consists only of notifications gets no answer, rather than an empty array.
        boolean silent = body.isBatch() && writer.length() == 1;
        if (body.isBatch() && !silent) {
            writer.endArray();
        }
        ServedHead served = ticket.head();
        Head head = served == null ? null : served.head();
        Answer.Kind kind = ticket.unavailable()
                ? Answer.Kind.UNAVAILABLE
                : served != null && served.isUnsafe() ? Answer.Kind.UNSAFE : Answer.Kind.USUAL;
        promise.complete(new Answer(head, (silent ? new JsonWriter() : writer).pieces(), kind));
    }
}

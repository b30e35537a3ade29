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
 * One request or batch on its way to its answer. Its calls run one after another: those of {@link Lane#INSTANT}, and those
 * that can be answered from memory, on the event loop; the others in their lane, where calls of the same lane that follow
 * run on. So one thread at a time works on it, and a deadline watches: when it passes, what is answered so far is sent with
 * an error for the rest, and the work that nobody waits for any more stops at the next call; so it does when the client goes
 * away.
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

    /** The next request to run, and the size of results so far: of the thread that works on it now. */
    private int next;

    private long resultBytes;
    private boolean givenBack;
    private @Nullable Long timer;

    /** What is complete, for the event loop when the deadline passes: guarded by this object. */
    private JsonWriter.Mark complete = out.mark();

    private int doneRequests;
    private volatile boolean answered;

    /**
     * @param ticket its head's count passes to this object
     */
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

    /** Begins; on the event loop, where the future completes. */
    Future<Answer> start() {
        if (body.isBatch()) {
            out.beginArray();
            complete = out.mark();
        }
        onEventLoop(this::runOnEventLoop);
        return promise.future();
    }

    /** Does a step of the work on the event loop; if it fails, the client hears of it. */
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
            // What belongs to the connection is the event loop's, which owns that.
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

    /** Nobody waits for the rest: the deadline has passed, or the client is gone. */
    private boolean isAbandoned() {
        return answered || caller.gone().getAsBoolean();
    }

    private CallRunner.Ready take() {
        return parts.runner().prepare(requests.get(next++), caller, ticket.refusal());
    }

    /** One more request is done, with a result or error of {@code size} bytes. */
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
            // The head is given back when the lane is done.
            refuseAll(e);
        }
    }

    /** What must not fail has failed, and nobody works on this any more. On the event loop. */
    private void failed(Throwable failure) {
        answered = true;
        refuseAll(failure);
        finish();
    }

    /** Nothing that was answered so far can be trusted: all requests get the same error. */
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

    /** All is done, or nobody waits any more: gives the head back. On the event loop. */
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
        // A batch of nothing but notifications has no answer, not an empty one.
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

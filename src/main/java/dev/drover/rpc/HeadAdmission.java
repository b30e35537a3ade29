package dev.drover.rpc;

import dev.drover.chain.Head;
import dev.drover.head.HeadChange;
import dev.drover.head.HeadFeed;
import dev.drover.head.HeadUnavailableException;
import dev.drover.head.ServedHead;
import dev.drover.head.ServedHeads;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Finds the head that a request reads at, and makes the request wait briefly if the current head is too low or there is
 * none.
 */
final class HeadAdmission {
    private final ServedHeads heads;
    private final HeadFeed feed;
    private final Duration minHeadWait;

    /**
     * The result of an admission.
     *
     * @param head the head, which the holder must release; null if there is none
     * @param refusal the error for calls that need a head; null if they may run
     * @param unavailable whether another replica could answer them
     */
    record Ticket(@Nullable ServedHead head, @Nullable RpcException refusal, boolean unavailable) {}

    HeadAdmission(ServedHeads heads, HeadFeed feed, Duration minHeadWait) {
        this.heads = heads;
        this.feed = feed;
        this.minHeadWait = minHeadWait;
    }

    /** Returns a ticket for the current head, or null if there is none or its number is below {@code minHead}. */
    @Nullable Ticket now(long minHead) {
        ServedHead head = heads.acquire();
        if (head == null) {
            return null;
        }
        if (head.head().number() < minHead) {
            head.release();
            return null;
        }
        return new Ticket(head, null, false);
    }

    /** Returns a ticket with the current head, if there is one, for calls that do not need a head. */
    Ticket unconditional() {
        return ticket(heads.acquire(), 0);
    }

    /**
     * Waits for a head of at least the number {@code minHead}, until the request's deadline at the latest. The future
     * completes on the caller's {@code context} and never fails.
     */
    Future<Ticket> await(Context context, long minHead, long deadlineNanos) {
        Promise<Ticket> promise = Promise.promise();
        long timer = Deadline.call(context, deadlineNanos, () -> promise.tryComplete(refused(CallContext.timedOut())));
        ServedHead head = heads.acquire();
        Future<@Nullable ServedHead> some = head == null ? heads.await() : Future.succeededFuture(head);
        some.onComplete(result -> context.runOnContext(ignored -> {
            Future<Ticket> found = result.failed()
                    ? Future.succeededFuture(refused(unavailable(result.cause())))
                    : raise(context, result.result(), minHead);
            found.onSuccess(ticket -> {
                context.owner().cancelTimer(timer);
                if (!promise.tryComplete(ticket) && ticket.head() != null) {
                    ticket.head().release();
                }
            });
        }));
        return promise.future();
    }

    private Future<Ticket> raise(Context context, @Nullable ServedHead head, long minHead) {
        if (minHead == 0 || head != null && head.head().number() >= minHead || minHeadWait.isZero()) {
            return Future.succeededFuture(ticket(head, minHead));
        }
        if (head != null) {
            head.release();
        }
        return reached(context, minHead).map(ignored -> ticket(heads.acquire(), minHead));
    }

    /** Returns a future that completes when the served head has reached {@code number} or the wait is over. */
    private Future<Void> reached(Context context, long number) {
        Vertx vertx = context.owner();
        Promise<Void> over = Promise.promise();
        MessageConsumer<HeadChange> changes = feed.subscribe(change -> {
            if (isReached(number)) {
                over.tryComplete();
            }
        });
        long timer = vertx.setTimer(minHeadWait.toMillis(), ignored -> over.tryComplete());
        if (isReached(number)) {
            // The head may have arrived between the first check and the subscription.
            over.tryComplete();
        }
        return over.future().onComplete(ignored -> {
            changes.unregister();
            vertx.cancelTimer(timer);
        });
    }

    private boolean isReached(long number) {
        Head head = heads.head();
        return head != null && head.number() >= number;
    }

    private static Ticket ticket(@Nullable ServedHead head, long minHead) {
        if (head == null) {
            return new Ticket(null, minHead == 0 ? noHeadYet() : tooOld(minHead, null), false);
        }
        return new Ticket(head, head.head().number() < minHead ? tooOld(minHead, head) : null, false);
    }

    private static Ticket refused(RpcException why) {
        return new Ticket(null, why, true);
    }

    private static RpcException unavailable(Throwable cause) {
        String text = cause instanceof HeadUnavailableException
                ? cause.getMessage()
                : "this replica may not serve its head at the moment";
        return new RpcException(RpcFault.TIMED_OUT, String.valueOf(text));
    }

    private static RpcException noHeadYet() {
        return new RpcException(RpcFault.SERVER_ERROR, "no head yet");
    }

    private static RpcException tooOld(long wanted, @Nullable ServedHead head) {
        String present = head == null ? "unknown" : Long.toString(head.head().number());
        return new RpcException(RpcFault.SERVER_ERROR, "head " + wanted + " is not here yet, the head is " + present);
    }
}

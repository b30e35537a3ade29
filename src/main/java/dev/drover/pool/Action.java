package dev.drover.pool;

import org.jspecify.annotations.Nullable;

/** An action that the owner of a {@link PoolMember} must perform. Actions are performed in the order of their list. */
public sealed interface Action {
    /**
     * A record was read and applied to the view: for logs, metrics and status pages. Comes first.
     *
     * @param transition the view after it, and its effect
     * @param sent when this replica sent the record; null if another replica sent it, or if that is not known any more
     */
    record Observed(
            long offset,
            PoolRecord record,
            Transition transition,
            @Nullable Moment sent) implements Action {}

    /** Publish this gate for requests before the next action is performed. */
    record GateChanged(Gate gate) implements Action {}

    /** Answer the waiting requests that have a ticket below {@code before}, from {@code released} only. */
    record Complete(long before, Released released) implements Action {}

    /** Refuse all waiting requests. */
    record Refuse(Refusal why) implements Action {}

    /**
     * Notify subscribers of newHeads and logs that the released head has changed: first of the reverted blocks, then of
     * the new ones.
     *
     * @param from the head that was announced last, or null if this is the first
     */
    record Announce(@Nullable HeadRef from, Released to) implements Action {}

    /** Append this record to the pool topic. It may be lost, duplicated or reordered. */
    record Send(PoolRecord record) implements Action {}

    /** Find out whether this replica can serve this head, and call {@link PoolMember#servable}. */
    record AskServable(HeadRef head) implements Action {}

    /** A session has ended. The member joins again by itself if it can. */
    record Closed(String session, CloseReason why) implements Action {}

    /** Read the topic again, with a new {@link PoolMember}: this one does nothing any more. Alert the operator. */
    record StartOver(String why) implements Action {}

    /**
     * Answer no request and do not join again until the operator has restarted the replica, because the fault is
     * permanent. Alert the operator.
     *
     * @param why the fault and what the operator should do, as a sentence without a full stop
     */
    record Stop(String why) implements Action {}
}

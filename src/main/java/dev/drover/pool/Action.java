package dev.drover.pool;

import org.jspecify.annotations.Nullable;

/** What the owner of a {@link PoolMember} has to do, one after the other, in the order given. */
public sealed interface Action {
    /**
     * A record was read and judged: for logs, metrics, status pages. Comes first.
     *
     * @param applied the view after it, and what it did
     * @param sent when this replica sent it; null if it is somebody else's, or unknown
     */
    record Observed(
            long offset,
            PoolRecord record,
            Transition applied,
            @Nullable Moment sent) implements Action {}

    /** Put this gate into the field that requests read, before the actions that follow. */
    record GateChanged(Gate gate) implements Action {}

    /** Answer the requests that wait with a ticket below {@code before}, from {@code released} and nothing else. */
    record Complete(long before, Released released) implements Action {}

    /** Refuse all requests that wait. */
    record Refuse(Refusal why) implements Action {}

    /**
     * The head that everybody may know has changed: newHeads and logs are due, first the reverted blocks, then all new ones.
     *
     * @param from the head that was announced before; null at first
     */
    record Announce(@Nullable HeadRef from, Released to) implements Action {}

    /** Append this record to the pool topic. It may be lost, repeated, overtaken. */
    record Send(PoolRecord record) implements Action {}

    /** Find out whether this head can be served here, and tell {@link PoolMember#servable}. */
    record AskServable(HeadRef head) implements Action {}

    /** A session is over; the member joins again by itself where that makes sense. */
    record Closed(String session, CloseReason why) implements Action {}

    /** Read the topic again and begin with a new {@link PoolMember}: this one does nothing any more. An alarm. */
    record StartOver(String why) implements Action {}

    /**
     * Answer nothing and try nothing until the operator has restarted the replica: what is wrong does not pass. An alarm.
     *
     * @param why what is wrong and what the operator should do, as a sentence without a full stop
     */
    record Stop(String why) implements Action {}
}

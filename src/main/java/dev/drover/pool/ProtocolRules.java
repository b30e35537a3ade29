package dev.drover.pool;

import org.jspecify.annotations.Nullable;

/**
 * Every decision of the protocol on which safety or progress rests, one method each; all else moves data. The only instance
 * of the product is {@link #TRUE}. Tests break one rule at a time by a subclass, to see that the simulation would notice.
 */
class ProtocolRules {
    /** The rules that hold. */
    static final ProtocolRules STANDARD = new ProtocolRules();

    ProtocolRules() {}

    // The log.

    /** Whether a record at this offset may be the next one: offsets rise, but transactions leave gaps. */
    boolean follows(long offset, long next) {
        return offset >= next;
    }

    // The view: what a record does.

    /**
     * Whether a hello with this head comes too late: somebody has promised not to answer below a head that is newer. The same
     * block at an older position is too old as well: its tags may differ.
     */
    boolean behind(View view, HeadRef applied) {
        return applied.position() < view.top();
    }

    /** What a joiner has promised: null, no more than the pool has released. */
    @Nullable HeadRef readyOfJoiner(HeadRef applied) {
        return null;
    }

    /** Whether a member has renewed its lease since an expel's sender looked at it. */
    boolean renewed(Member member, long expelledSerial) {
        return member.serial() > expelledSerial;
    }

    /** Whether the pool may move after a record with this effect: removals count, nobody waits for who is gone. */
    boolean mayMove(RecordEffect effect) {
        return !effect.ignored() && effect != RecordEffect.STATE;
    }

    /** The head that a member lets the pool release; null: none above the released one. */
    @Nullable HeadRef consent(Member member) {
        return member.ready();
    }

    /** Whether the lowest consent moves the released position. It never falls. */
    boolean moves(long lowest, long released) {
        return lowest > released;
    }

    /**
     * What to do with the head at the lowest consent. A rewind since the last release begins a new epoch, since the number or
     * the finalized block may have fallen. A lower number without a rewind is not shown: only the position moves, so that
     * nobody is left holding.
     */
    ReleaseKind move(@Nullable HeadRef head, HeadRef next, long released) {
        if (head == null) {
            return ReleaseKind.HEAD;
        }
        if (next.rewindPosition() > released) {
            return ReleaseKind.REWIND;
        }
        return next.number() >= head.number() ? ReleaseKind.HEAD : ReleaseKind.PASS;
    }

    // The gate: what may be answered.

    /** The head that is answered from: the released one, never the replica's own. */
    @Nullable Released answered(@Nullable Released released, @Nullable HeadRef own) {
        return released;
    }

    /** Whether a session may answer: once its hello was read back and accepted. */
    boolean mayAnswer(boolean accepted) {
        return accepted;
    }

    /** The head below which nothing may be answered: what was promised, from before the promise is sent. */
    @Nullable HeadRef hold(@Nullable HeadRef promised, Member inOwnView) {
        return promised;
    }

    /** Whether a promise shuts the gate: until it is released. */
    boolean holds(@Nullable HeadRef hold, View view) {
        return hold != null && hold.position() > view.position();
    }

    /** How long a lease holds, for its owner. */
    long leaseNanos(PoolTimes times) {
        return times.leaseNanos();
    }

    /** When a lease begins: when the status was sent, on the owner's clocks. */
    Moment leaseStart(Moment sent, Moment read) {
        return sent;
    }

    /** The number of own records that do not help a request that arrives now: all that were sent before. */
    long ticket(long sent) {
        return sent;
    }

    // What a replica does.

    /** The name of a new session: never one that was used. */
    String session(String fresh, @Nullable String last) {
        return fresh;
    }

    /** Whether reading an own record calls for a status at once: the hello says nothing of heads applied since. */
    boolean statusAfter(RecordEffect own) {
        return own == RecordEffect.JOINED;
    }

    /** How long a member must be silent before it is expelled: a quarter more than its lease, as clocks differ. */
    long silenceNanos(long leaseMillis) {
        return PoolTimes.nanos(leaseMillis + leaseMillis / 4);
    }

    /** How much of a short piece of time counts as silence, by the readings of the two clocks. */
    long counted(long nanos, long wallNanos) {
        return Math.max(0, Math.min(nanos, wallNanos));
    }

    /** Whether a session is closed before its bye is sent, and not only when it is read. */
    boolean closesBeforeBye() {
        return true;
    }

    /** Whether a member that keeps the others waiting leaves. */
    boolean leavesWhenStuck() {
        return true;
    }
}

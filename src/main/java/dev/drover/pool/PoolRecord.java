package dev.drover.pool;

import org.jspecify.annotations.Nullable;

/** What stands in the pool topic. {@link RecordCodec} writes and reads it. */
public sealed interface PoolRecord {
    /** The session that the record is about, or its writer's for a state; empty for what cannot be read. The record's key. */
    String session();

    /**
     * Asks to become a member.
     *
     * @param session random, made anew for each join
     * @param serial 1
     * @param readOffset newest pool offset that the sender has read (at); -1: none
     * @param name for people
     * @param software for people
     * @param rules version of the rules that the sender knows; nothing depends on it yet
     * @param leaseMillis the lease that the sender keeps
     * @param data names genesis, data topic and its id: all replicas of a pool read the same
     * @param applied the sender's head
     */
    record Hello(
            String session,
            long serial,
            long readOffset,
            String name,
            String software,
            long rules,
            long leaseMillis,
            String data,
            HeadRef applied)
            implements PoolRecord {}

    /** Everything that a member has to say: later ones replace lost ones. {@code ready} is null before the first promise. */
    record Status(
            String session,
            long serial,
            long readOffset,
            HeadRef applied,
            @Nullable HeadRef ready) implements PoolRecord {}

    /** Removes a member, unless its serial is above {@code serial}, the one that the sender ({@code by}) saw. */
    record Expel(String session, long serial, String by, String why) implements PoolRecord {}

    /** Removes the sender. */
    record Bye(String session, String why) implements PoolRecord {}

    /** A true sentence wherever it lands: after the record at {@code upto} the view was {@code view}. */
    record State(String by, long upto, View view) implements PoolRecord {
        @Override
        public String session() {
            return by;
        }
    }

    /**
     * A part of a state that is too long for one record: it has everything but the members, and of these the ones from
     * {@code from} on.
     *
     * @param members how many members the whole state has
     * @param view the state with some of its members
     */
    record StatePart(String by, long upto, int from, int members, View view) implements PoolRecord {
        @Override
        public String session() {
            return by;
        }
    }

    /** A record without effect: of another version, of an unknown kind, or broken. */
    record Unreadable(RecordEffect why) implements PoolRecord {
        @Override
        public String session() {
            return "";
        }
    }
}

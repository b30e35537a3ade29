package dev.drover.pool;

import org.jspecify.annotations.Nullable;

/** A record of the pool topic. {@link RecordCodec} encodes and decodes it. */
public sealed interface PoolRecord {
    /**
     * Returns the key of the record: the session that it concerns, for a state its writer's; empty if the record is
     * unreadable.
     */
    String session();

    /**
     * Asks to become a member.
     *
     * @param session random name, new for each join
     * @param serial 1
     * @param readOffset newest pool offset that the sender has read (at); -1 if none
     * @param name human-readable
     * @param software human-readable
     * @param rules version of the rules that the sender knows; not used yet
     * @param leaseMillis the duration of the sender's lease
     * @param data the sender's {@link Binding#text}, which is the same for all members
     * @param applied the sender's newest head
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

    /**
     * States the heads of a member and renews its lease. Complete, so that a later status replaces a lost one.
     * {@code ready} is null before the first promise.
     */
    record Status(
            String session,
            long serial,
            long readOffset,
            HeadRef applied,
            @Nullable HeadRef ready) implements PoolRecord {}

    /** Removes a member, unless its serial is above {@code serial}, which the sender ({@code by}) saw. */
    record Expel(String session, long serial, String by, String why) implements PoolRecord {}

    /** Removes the sender. */
    record Bye(String session, String why) implements PoolRecord {}

    /**
     * States that the view after the record at {@code upto} was {@code view}, which is true at any place of the log.
     */
    record State(String by, long upto, View view) implements PoolRecord {
        @Override
        public String session() {
            return by;
        }
    }

    /**
     * A part of a state that is too long for one record: the view with only some of its members, from index
     * {@code from}.
     *
     * @param members the number of members of the whole state
     * @param view the view with some of its members
     */
    record StatePart(String by, long upto, int from, int members, View view) implements PoolRecord {
        @Override
        public String session() {
            return by;
        }
    }

    /** A record without effect: of another version, of an unknown kind, or malformed. */
    record Unreadable(RecordEffect why) implements PoolRecord {
        @Override
        public String session() {
            return "";
        }
    }
}

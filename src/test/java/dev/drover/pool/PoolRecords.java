package dev.drover.pool;

import dev.drover.chain.Hash;
import org.jspecify.annotations.Nullable;

/** Records and heads for tests, short to write. */
final class PoolRecords {
    static final String DATA = "0xgenesis/writes/topic-id";

    private PoolRecords() {}

    /** The head at a position, with number 1000 + position. */
    static HeadRef head(long position) {
        return head(position, -1, 1_000 + position);
    }

    static HeadRef head(long position, long rewind, long number) {
        return new HeadRef(position, rewind, number, new Hash(number, position, 0, 0));
    }

    static PoolRecord hello(String session, HeadRef applied) {
        return hello(session, applied, DATA);
    }

    static PoolRecord hello(String session, HeadRef applied, String data) {
        return new PoolRecord.Hello(session, 1, -1, "name-" + session, "drover/1", 1, 2_000, data, applied);
    }

    static PoolRecord status(String session, long serial, long readOffset, HeadRef applied, @Nullable HeadRef ready) {
        return new PoolRecord.Status(session, serial, readOffset, applied, ready);
    }

    static PoolRecord expel(String session, long serial) {
        return new PoolRecord.Expel(session, serial, "other", "silent");
    }

    static PoolRecord bye(String session) {
        return new PoolRecord.Bye(session, "shutdown");
    }

    /** The view after these records, from offset 0 on. */
    static Transition after(PoolRecord... records) {
        Transition applied = new Transition(View.EMPTY, RecordEffect.STATE, ReleaseKind.NONE);
        for (int offset = 0; offset < records.length; offset++) {
            applied = apply(applied.view(), offset, records[offset]);
        }
        return applied;
    }

    /** Returns the view after one more record, by the rules of the protocol. */
    static Transition apply(View view, long offset, PoolRecord record) {
        return new ViewUpdater(ProtocolRules.STANDARD).apply(view, offset, record);
    }
}

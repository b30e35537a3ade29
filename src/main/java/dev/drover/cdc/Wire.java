package dev.drover.cdc;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.UUID;

/** The record layout (Ether Cattle's geth, ethdb/cdc/operation.go and wrapper.go): op codes and the encoding of batch ids. */
final class Wire {
    static final int PUT = 0x00;
    static final int DELETE = 0x01;
    static final int WRITE = 0x02;
    static final int HEARTBEAT = 0x03;
    static final int GET = 0x04;
    static final int HAS = 0x05;
    static final int APPEND_ANCIENT = 0x06;
    static final int TRUNCATE_ANCIENTS = 0x07;
    static final int SYNC = 0x08;
    /** First byte of a batch fragment, followed by the op code {@link #PUT} or {@link #DELETE}. */
    static final int FRAGMENT = 0xff;

    /** Length of a batch id in bytes: a UUID, big-endian. */
    static final int UUID_LENGTH = 16;
    /** Length of a fragment's header in bytes: marker, op code and batch id. */
    static final int FRAGMENT_HEAD_LENGTH = 2 + UUID_LENGTH;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Wire() {}

    static UUID uuidAt(byte[] record, int start) {
        return new UUID((long) LONGS.get(record, start), (long) LONGS.get(record, start + 8));
    }

    static void putUuid(byte[] record, int start, UUID id) {
        LONGS.set(record, start, id.getMostSignificantBits());
        LONGS.set(record, start + 8, id.getLeastSignificantBits());
    }
}

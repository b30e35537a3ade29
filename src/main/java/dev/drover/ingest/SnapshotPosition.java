package dev.drover.ingest;

import dev.drover.store.KeyValues;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/**
 * The position that an original Ether Cattle replica keeps in its database, {@code cdc-log-TOPIC-offset}: 20 bytes, two Go
 * varints (zig-zag, zero-padded to 10 bytes each) with the offset and the Unix time in seconds (ethdb/cdc/operation.go).
 */
final class SnapshotPosition {
    private static final int FIELD_LENGTH = 10;

    private SnapshotPosition() {}

    /** Returns the offset up to which the database was written, or empty if it has none or an invalid one. */
    static OptionalLong read(KeyValues snapshot, String topic) {
        byte[] value = snapshot.get(("cdc-log-" + topic + "-offset").getBytes(StandardCharsets.UTF_8));
        if (value == null || value.length != 2 * FIELD_LENGTH) {
            return OptionalLong.empty();
        }
        long zigzag = 0;
        for (int i = 0; i < FIELD_LENGTH; i++) {
            zigzag |= (long) (value[i] & 0x7f) << 7 * i;
            if (value[i] >= 0) {
                long offset = zigzag >>> 1 ^ -(zigzag & 1);
                return offset > 0 ? OptionalLong.of(offset) : OptionalLong.empty();
            }
        }
        return OptionalLong.empty();
    }
}

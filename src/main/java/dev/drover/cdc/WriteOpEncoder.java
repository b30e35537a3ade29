package dev.drover.cdc;

import dev.drover.cdc.WriteOp.KeyWrite;
import dev.drover.rlp.RlpWriter;
import java.util.UUID;

/** Encodes a write operation as the value of a Kafka record, byte for byte as a master does. Stateless. */
public final class WriteOpEncoder {
    private WriteOpEncoder() {}

    /** Returns the complete value of the record. */
    public static byte[] encode(WriteOp op) {
        return switch (op) {
            case KeyWrite write -> keyWrite(new byte[] {(byte) code(write)}, write);
            case WriteOp.Fragment fragment -> keyWrite(fragmentHead(fragment), fragment.write());
            case WriteOp.Commit commit -> commit(commit.batch());
            case WriteOp.Heartbeat unused -> new byte[] {Wire.HEARTBEAT};
            case WriteOp.Read read -> join(new byte[] {(byte) (read.valueWanted() ? Wire.GET : Wire.HAS)}, read.key());
            case WriteOp.AppendAncient block -> appendAncient(block);
            case WriteOp.TruncateAncients truncation -> truncateAncients(truncation.count());
            case WriteOp.SyncAncients unused -> new byte[] {Wire.SYNC};
        };
    }

    private static int code(KeyWrite write) {
        return switch (write) {
            case WriteOp.Put unused -> Wire.PUT;
            case WriteOp.VerifiedPut unused -> Wire.PUT;
            case WriteOp.Delete unused -> Wire.DELETE;
        };
    }

    private static byte[] fragmentHead(WriteOp.Fragment fragment) {
        byte[] head = new byte[Wire.FRAGMENT_HEAD_LENGTH];
        head[0] = (byte) Wire.FRAGMENT;
        head[1] = (byte) code(fragment.write());
        Wire.putUuid(head, 2, fragment.batch());
        return head;
    }

    private static byte[] keyWrite(byte[] head, KeyWrite write) {
        return switch (write) {
            case WriteOp.Put put -> put(head, put.key(), put.value());
            case WriteOp.VerifiedPut put -> put(head, put.key(), put.value());
            case WriteOp.Delete delete -> join(head, delete.key());
        };
    }

    private static byte[] put(byte[] head, byte[] key, byte[] value) {
        return new RlpWriter(head.length + key.length + value.length + 15)
                .raw(head)
                .beginList()
                .bytes(key)
                .bytes(value)
                .endList()
                .toBytes();
    }

    private static byte[] commit(UUID batch) {
        byte[] record = new byte[1 + Wire.UUID_LENGTH];
        record[0] = Wire.WRITE;
        Wire.putUuid(record, 1, batch);
        return record;
    }

    private static byte[] truncateAncients(long count) {
        return new RlpWriter(10)
                .raw(new byte[] {Wire.TRUNCATE_ANCIENTS})
                .uint64(count)
                .toBytes();
    }

    private static byte[] appendAncient(WriteOp.AppendAncient block) {
        return new RlpWriter(1024)
                .raw(new byte[] {Wire.APPEND_ANCIENT})
                .beginList()
                .uint64(block.number())
                .bytes(block.hash())
                .bytes(block.header())
                .bytes(block.body())
                .bytes(block.receipts())
                .bytes(block.totalDifficulty())
                .endList()
                .toBytes();
    }

    private static byte[] join(byte[] head, byte[] tail) {
        byte[] record = new byte[head.length + tail.length];
        System.arraycopy(head, 0, record, 0, head.length);
        System.arraycopy(tail, 0, record, head.length, tail.length);
        return record;
    }
}

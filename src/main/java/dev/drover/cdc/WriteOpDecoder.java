package dev.drover.cdc;

import dev.drover.cdc.WriteOp.KeyWrite;
import dev.drover.rlp.RlpException;
import dev.drover.rlp.RlpReader;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the value of a Kafka record into a write operation. Stateless. A replica that catches up spends much of its time
 * here, so key and value are copied from the record once, and nothing but the operation is allocated.
 */
public final class WriteOpDecoder {
    private static final int HASH_LENGTH = 32;

    private WriteOpDecoder() {}

    /**
     * Decodes the complete value of a record.
     *
     * @throws MalformedRecordException if it is null, empty, truncated, too long or of an unknown kind
     */
    public static WriteOp decode(byte @Nullable [] value) {
        if (value == null) {
            throw new MalformedRecordException("the record has no value (null)");
        }
        if (value.length == 0) {
            throw new MalformedRecordException("the record is empty");
        }
        try {
            return decodeKind(value);
        } catch (RlpException e) {
            throw new MalformedRecordException("op " + hex(value[0]) + ": " + e.getMessage());
        }
    }

    private static WriteOp decodeKind(byte[] value) {
        return switch (value[0] & 0xff) {
            case Wire.FRAGMENT -> fragment(value);
            case Wire.PUT -> put(value, 1);
            case Wire.DELETE -> delete(value, 1);
            case Wire.WRITE -> commit(value);
            case Wire.HEARTBEAT -> {
                expectLength(value, 1, "a heartbeat");
                yield new WriteOp.Heartbeat();
            }
            case Wire.GET -> new WriteOp.Read(true, rest(value, 1));
            case Wire.HAS -> new WriteOp.Read(false, rest(value, 1));
            case Wire.APPEND_ANCIENT -> appendAncient(value);
            case Wire.TRUNCATE_ANCIENTS -> truncateAncients(value);
            case Wire.SYNC -> {
                expectLength(value, 1, "a sync");
                yield new WriteOp.SyncAncients();
            }
            default -> throw new MalformedRecordException("unknown op " + hex(value[0]));
        };
    }

    private static WriteOp fragment(byte[] value) {
        if (value.length < Wire.FRAGMENT_HEAD_LENGTH) {
            throw new MalformedRecordException("a batch fragment has at least " + Wire.FRAGMENT_HEAD_LENGTH
                    + " bytes, this one has " + value.length);
        }
        KeyWrite write = switch (value[1] & 0xff) {
            case Wire.PUT -> put(value, Wire.FRAGMENT_HEAD_LENGTH);
            case Wire.DELETE -> delete(value, Wire.FRAGMENT_HEAD_LENGTH);
            default -> throw new MalformedRecordException("unknown op " + hex(value[1]) + " in a batch fragment");
        };
        return new WriteOp.Fragment(Wire.uuidAt(value, 2), write);
    }

    private static WriteOp.Put put(byte[] value, int start) {
        RlpReader pair = RlpReader.listOf(value, start);
        WriteOp.Put put = new WriteOp.Put(pair.bytes(), pair.bytes());
        pair.expectEnd();
        return put;
    }

    private static WriteOp.Delete delete(byte[] value, int start) {
        return new WriteOp.Delete(rest(value, start));
    }

    private static WriteOp commit(byte[] value) {
        expectLength(value, 1 + Wire.UUID_LENGTH, "a commit");
        return new WriteOp.Commit(Wire.uuidAt(value, 1));
    }

    private static WriteOp appendAncient(byte[] value) {
        RlpReader block = RlpReader.listOf(value, 1);
        WriteOp op = new WriteOp.AppendAncient(
                block.uint64(), block.bytes(HASH_LENGTH), block.bytes(), block.bytes(), block.bytes(), block.bytes());
        block.expectEnd();
        return op;
    }

    private static WriteOp truncateAncients(byte[] value) {
        RlpReader count = RlpReader.of(value, 1);
        WriteOp op = new WriteOp.TruncateAncients(count.uint64());
        count.expectEnd();
        return op;
    }

    private static void expectLength(byte[] value, int length, String what) {
        if (value.length != length) {
            throw new MalformedRecordException(what + " has " + length + " bytes, this record has " + value.length);
        }
    }

    private static byte[] rest(byte[] value, int start) {
        return Arrays.copyOfRange(value, start, value.length);
    }

    private static String hex(byte op) {
        return String.format("0x%02x", op & 0xff);
    }
}

package dev.drover.ingest;

import dev.drover.cdc.MalformedRecordException;
import dev.drover.cdc.WriteOp;
import dev.drover.cdc.WriteOpDecoder;
import dev.drover.verify.ContentCheck;
import dev.drover.verify.ContentKind;
import dev.drover.verify.Verdict;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decoded record of the data topic, whose content is checked as far as the record alone allows. Created on any thread.
 *
 * @param length size of the record's value in bytes
 */
record CheckedRecord(long offset, long timestampMillis, int length, Outcome outcome) {
    /** The result of decoding and checking a record. */
    sealed interface Outcome {}

    /** A valid operation. Content that its hash proves is wrapped as a {@link WriteOp.VerifiedPut}. */
    record Operation(WriteOp op) implements Outcome {}

    /** A record that cannot be decoded. */
    record Malformed(String why) implements Outcome {}

    /** Content that does not match its key. */
    record Rejected(@Nullable UUID batch, ContentKind kind, byte[] key, Verdict.Reason reason) implements Outcome {}

    /**
     * Decodes and checks a record.
     *
     * @param value the record's value, or null if it has none
     */
    static CheckedRecord of(long offset, long timestampMillis, byte @Nullable [] value) {
        return new CheckedRecord(offset, timestampMillis, value == null ? 0 : value.length, outcome(value));
    }

    private static Outcome outcome(byte @Nullable [] value) {
        try {
            WriteOp op = WriteOpDecoder.decode(value);
            if (op instanceof WriteOp.Put put) {
                return checked(null, put);
            }
            return op instanceof WriteOp.Fragment fragment && fragment.write() instanceof WriteOp.Put put
                    ? checked(fragment.batch(), put)
                    : new Operation(op);
        } catch (MalformedRecordException e) {
            return new Malformed(String.valueOf(e.getMessage()));
        }
    }

    private static Outcome checked(@Nullable UUID batch, WriteOp.Put put) {
        WriteOp.KeyWrite write = put;
        if (KeyClass.of(put.key()) == KeyClass.CONTENT) {
            ContentKind kind = ContentKind.of(put.key());
            if (kind.isProvenAlone()) {
                if (ContentCheck.alone(kind, put.key(), put.value()) instanceof Verdict.Invalid invalid) {
                    return new Rejected(batch, kind, put.key(), invalid.reason());
                }
                write = new WriteOp.VerifiedPut(put.key(), put.value());
            }
        }
        return new Operation(batch == null ? write : new WriteOp.Fragment(batch, write));
    }
}

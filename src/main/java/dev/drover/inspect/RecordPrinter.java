package dev.drover.inspect;

import dev.drover.cdc.BatchAssembly;
import dev.drover.cdc.MalformedRecordException;
import dev.drover.cdc.RecordedRecord;
import dev.drover.cdc.WriteOp;
import dev.drover.cdc.WriteOpDecoder;
import dev.drover.config.KafkaConfig.AssemblyLimits;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Prints records in a human-readable form, one per line, and counts them. */
public final class RecordPrinter {
    /** No batch is dropped within these limits. */
    static final AssemblyLimits LIMITS = new AssemblyLimits(100_000, 1L << 30, Long.MAX_VALUE);

    private final @Nullable PrintWriter out;
    private final BatchAssembly assembly = new BatchAssembly(LIMITS);
    private long records;
    private long malformed;
    private long commits;
    private long heartbeats;

    /** @param out receives the lines, or null to count only */
    public RecordPrinter(@Nullable PrintWriter out) {
        this.out = out;
    }

    /** Prints and counts a record. */
    public void accept(RecordedRecord record) {
        records++;
        String text;
        try {
            text = describe(record, WriteOpDecoder.decode(record.value()));
        } catch (MalformedRecordException e) {
            malformed++;
            text = line("malformed", null, e.getMessage());
        }
        if (out != null) {
            out.println(record.offset() + " " + Instant.ofEpochMilli(record.timestampMillis()) + " " + text);
        }
    }

    /** Returns a line that summarizes all records so far. */
    public String summary() {
        return records + " records: " + commits + " commits, " + heartbeats + " heartbeats, " + malformed
                + " malformed; " + assembly.openCount() + " batches open";
    }

    /** Returns the batches that have begun and are not committed. */
    public List<BatchAssembly.Open> openBatches() {
        return assembly.openBatches();
    }

    private static String writes(BatchAssembly.Committed batch) {
        return switch (batch) {
            case BatchAssembly.Committed.Whole whole -> whole.writes().size() + " writes";
            case BatchAssembly.Committed.Dropped dropped -> "of a batch that began at offset " + dropped.firstOffset();
        };
    }

    private String describe(RecordedRecord record, WriteOp op) {
        return switch (op) {
            case WriteOp.KeyWrite write -> keyWrite(null, write);
            case WriteOp.Fragment fragment -> {
                assembly.add(record.offset(), record.timestampMillis(), fragment);
                yield keyWrite(fragment.batch(), fragment.write());
            }
            case WriteOp.Commit commit -> {
                commits++;
                yield line("commit", commit.batch(), writes(assembly.commit(record.offset(), commit)));
            }
            case WriteOp.Heartbeat heartbeat -> {
                heartbeats++;
                yield line("heartbeat", null, "");
            }
            case WriteOp.Read read -> line(read.valueWanted() ? "get" : "has", null, KeyNames.describe(read.key()));
            case WriteOp.AppendAncient block ->
                line("ancient", null, block.number() + " " + KeyNames.shortHex(block.hash(), 0, block.hash().length));
            case WriteOp.TruncateAncients truncation -> line("truncate", null, "ancients to " + truncation.count());
            case WriteOp.SyncAncients sync -> line("sync", null, "ancients");
        };
    }

    private static String keyWrite(@Nullable UUID batch, WriteOp.KeyWrite write) {
        byte[] value = write.value();
        if (value == null) {
            return line("delete", batch, KeyNames.describe(write.key()));
        }
        String key = new String(write.key(), StandardCharsets.ISO_8859_1);
        // Show the value of head pointers: it is short and what matters.
        String shown = key.startsWith("Last")
                ? KeyNames.shortHex(value, 0, value.length)
                : value.length + (value.length == 1 ? " byte" : " bytes");
        return line("put", batch, KeyNames.describe(write.key()) + " = " + shown);
    }

    private static String line(String kind, @Nullable UUID batch, @Nullable String text) {
        String id = batch == null ? "-" : batch.toString().substring(0, 8);
        return String.format(Locale.ROOT, "%-9s %-8s %s", kind, id, text).stripTrailing();
    }
}

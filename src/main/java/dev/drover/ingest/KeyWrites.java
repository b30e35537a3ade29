package dev.drover.ingest;

import dev.drover.cdc.WriteOp;
import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.head.Evidence;
import dev.drover.store.Schema;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Dispatches the masters' writes by the class of their key: content and config go to their intakes, pointers become evidence for
 * the head tracker, the rest is dropped. Not thread-safe.
 */
final class KeyWrites {
    private final IngestStats stats;
    private final ContentIntake content;
    private final ConfigIntake config;
    private final UnknownKeys unknownKeys = new UnknownKeys();
    private @Nullable Hash lastBlock;
    private @Nullable Hash lastFinalized;
    private @Nullable Hash lastSafe;

    KeyWrites(ContentIntake content, IngestStats stats) {
        this.content = content;
        this.config = new ConfigIntake(stats);
        this.stats = stats;
    }

    /** Processes one write of a committed batch, or one outside of any batch. */
    void take(Source source, WriteOp.KeyWrite write, PendingView pending) {
        byte[] key = write.key();
        byte[] value = write.value();
        KeyClass keyClass = KeyClass.of(key);
        stats.writes(keyClass).increment();
        switch (keyClass) {
            case CONTENT -> {
                if (value == null) {
                    stats.contentDeletes.increment();
                } else {
                    content.take(source, key, value, write instanceof WriteOp.VerifiedPut, pending);
                }
            }
            case DERIVED -> {
                // Total difficulty is computed from the headers.
            }
            case CONFIG -> config.take(source, key, value, pending);
            case POINTER -> propose(key, value);
            case PRIVATE -> {
                // Private to the master.
            }
            case UNKNOWN -> unknownKeys.warnOnce(key);
        }
    }

    private void propose(byte[] key, byte @Nullable [] value) {
        if (value == null || value.length != Hash.LENGTH) {
            return;
        }
        if (Arrays.equals(key, Schema.LAST_BLOCK)) {
            lastBlock = Hash.of(value);
        } else if (Arrays.equals(key, Schema.LAST_FINALIZED)) {
            lastFinalized = Hash.of(value);
        } else if (Arrays.equals(key, Schema.LAST_SAFE)) {
            lastSafe = Hash.of(value);
        }
    }

    /**
     * Processes a block that a master has moved to its freezer. It is stored under its database keys and stays there: neither
     * the master's subsequent deletes of these keys nor a truncation of its freezer remove it.
     */
    void take(Source source, WriteOp.AppendAncient block, PendingView pending) {
        BlockId id = new BlockId(block.number(), Hash.of(block.hash()));
        take(source, new WriteOp.Put(Schema.header(id), block.header()), pending);
        take(source, new WriteOp.Put(Schema.number(id.hash()), Schema.encodeNumber(id.number())), pending);
        take(source, new WriteOp.Put(Schema.body(id), block.body()), pending);
        take(source, new WriteOp.Put(Schema.receipts(id), block.receipts()), pending);
        take(source, new WriteOp.Put(Schema.totalDifficulty(id), block.totalDifficulty()), pending);
    }

    /** Returns the evidence for the head tracker from the writes since the last call. */
    Evidence takeEvidence() {
        Evidence evidence = new Evidence(lastBlock, lastFinalized, lastSafe, content.takeStored());
        lastBlock = null;
        lastFinalized = null;
        lastSafe = null;
        return evidence;
    }
}

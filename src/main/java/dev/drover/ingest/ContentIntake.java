package dev.drover.ingest;

import dev.drover.chain.Hash;
import dev.drover.chain.MissingDataException;
import dev.drover.store.Schema;
import dev.drover.verify.ContentCheck;
import dev.drover.verify.ContentKind;
import dev.drover.verify.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only path by which content reaches the store: stores content that its hash proves, holds content that cannot be checked
 * yet, and drops the rest. A block's hash-to-number entry is never copied from a master but derived from the header. Not
 * thread-safe.
 */
final class ContentIntake {
    private static final Logger log = LoggerFactory.getLogger(ContentIntake.class);

    private final IngestStats stats;
    private final HeldContent held = new HeldContent();
    private final StateGaps gaps = new StateGaps();
    private final RareLog rejections = new RareLog(log, "pieces of content that failed their check");
    private List<byte[]> stored = new ArrayList<>();

    ContentIntake(IngestStats stats) {
        this.stats = stats;
    }

    /**
     * Processes one write.
     *
     * @param verified whether key and value are already known to match
     * @param pending the store with all writes up to this one; valid content is written to it
     */
    void take(Source source, byte[] key, byte[] value, boolean verified, PendingView pending) {
        ContentKind kind = ContentKind.of(key);
        Verdict verdict = verified ? Verdict.VALID : ContentCheck.check(kind, key, value, pending);
        Hash gap = kind == ContentKind.TRIE_NODE && verdict instanceof Verdict.Valid ? gaps.below(value) : null;
        if (gap != null) {
            gaps.add(Hash.of(key), source);
            verdict = new Verdict.Needs(gap.toBytes());
        }
        switch (verdict) {
            case Verdict.Valid valid -> store(kind, key, value, pending);
            case Verdict.Needs needs -> held.add(new HeldContent.Entry(source, kind, key, value, needs.key()));
            case Verdict.Invalid invalid -> reject(source, kind, key, invalid.reason(), pending);
        }
    }

    /** Counts and logs content that failed its check. */
    void reject(Source source, ContentKind kind, byte[] key, Verdict.Reason reason, PendingView pending) {
        stats.rejected(kind, reason).increment();
        rejections.warn(
                "Dropped {} {} at {}: {}. A correct copy from another master will be stored; if there is none,"
                        + " find out which master or disk damages data",
                kind.description(),
                HexFormat.of().formatHex(key),
                source,
                text(reason));
        boolean ofState = kind == ContentKind.TRIE_NODE || kind == ContentKind.CODE;
        if (ofState && !pending.has(key)) {
            gaps.add(hash(key), source);
        }
    }

    /** Stops waiting for content that has been missing for too long. Must be called for every record. */
    void expire(long offset, long timestampMillis, PendingView pending) {
        for (Hash gap = gaps.expire(offset, timestampMillis); gap != null; gap = gaps.expire(offset, timestampMillis)) {
            stats.unresolved.increment();
            rejections.warn(
                    "No correct copy of trie node or code {} came: calls that need it will fail. The head goes on",
                    gap);
            takeHeld(gap.toBytes(), pending);
        }
        for (HeldContent.Entry entry = held.expire(offset, timestampMillis);
                entry != null;
                entry = held.expire(offset, timestampMillis)) {
            stats.unresolved.increment();
            if (entry.kind() == ContentKind.TRIE_NODE) {
                // Its hash proves it; only a node or code below it is missing.
                store(entry.kind(), entry.key(), entry.value(), pending);
                continue;
            }
            rejections.warn(
                    "Dropped {} {} at {}: the {} of its block did not come, so it cannot be checked",
                    entry.kind().description(),
                    HexFormat.of().formatHex(entry.key()),
                    entry.source(),
                    entry.needs()[0] == 'b' ? "body" : "header");
        }
    }

    /** Updates the counters and logs how many warnings were suppressed. Should be called periodically. */
    void report() {
        stats.held(held.size());
        rejections.report();
    }

    /** Returns the keys of the content stored since the last call. */
    List<byte[]> takeStored() {
        if (stored.isEmpty()) {
            return List.of();
        }
        List<byte[]> result = stored;
        stored = new ArrayList<>();
        return result;
    }

    /** Returns the offset from which all held content and all gaps are read again, or empty if there are none. */
    OptionalLong firstHeldOffset() {
        OptionalLong gap = gaps.firstOffset();
        OptionalLong first = held.firstOffset();
        return gap.isPresent() && first.isPresent()
                ? OptionalLong.of(Math.min(gap.getAsLong(), first.getAsLong()))
                : gap.isPresent() ? gap : first;
    }

    private void store(ContentKind kind, byte[] key, byte[] value, PendingView pending) {
        switch (kind) {
            case HEADER -> {
                byte[] number = Schema.number(hash(key));
                put(key, value, pending);
                put(number, Schema.encodeNumber(Schema.numberOf(key)), pending);
                takeHeld(key, pending);
                takeHeld(number, pending);
            }
            case BODY -> {
                put(key, value, pending);
                takeHeld(key, pending);
            }
            case RECEIPTS -> {
                if (!hasOtherEncoding(key, value, pending)) {
                    put(key, value, pending);
                }
            }
            case NUMBER -> {
                // Derived from the header and stored with it.
            }
            case TRIE_NODE, CODE -> {
                put(key, value, pending);
                Hash hash = hash(key);
                if (gaps.close(hash)) {
                    takeHeld(hash.toBytes(), pending);
                }
            }
            case PREIMAGE, ACCESS_LIST -> put(key, value, pending);
        }
    }

    private void put(byte[] key, byte[] value, PendingView pending) {
        pending.put(key, value);
        stored.add(key);
    }

    private void takeHeld(byte[] key, PendingView pending) {
        for (HeldContent.Entry entry : held.release(key)) {
            take(entry.source(), entry.key(), entry.value(), false, pending);
        }
    }

    /** Returns whether other valid bytes are stored. Only receipts have several valid encodings; the first one stored is kept. */
    private static boolean hasOtherEncoding(byte[] key, byte[] value, PendingView pending) {
        byte[] before = find(key, pending);
        return before != null
                && !Arrays.equals(before, value)
                && ContentCheck.check(ContentKind.RECEIPTS, key, before, pending) instanceof Verdict.Valid;
    }

    private static Hash hash(byte[] key) {
        return Hash.of(key, key.length - Hash.LENGTH);
    }

    private static byte @Nullable [] find(byte[] key, PendingView pending) {
        try {
            return pending.get(key);
        } catch (MissingDataException e) {
            // The snapshot has damaged files.
            return null;
        }
    }

    private static String text(Verdict.Reason reason) {
        return switch (reason) {
            case HASH -> "the value does not have the hash in the key";
            case NUMBER -> "the number is not the one in the header";
            case ROOT -> "the value does not match the root in the header";
            case UNREADABLE -> "the value cannot be decoded";
        };
    }
}

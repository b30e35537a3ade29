package dev.drover.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.cdc.RecordedRecord;
import dev.drover.cdc.Recording;
import dev.drover.cdc.RecordingReader;
import dev.drover.cdc.WriteOp;
import dev.drover.cdc.WriteOpDecoder;
import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.head.HeadChange;
import dev.drover.store.Schema;
import dev.drover.testing.InMemoryStore;
import dev.drover.testing.RecordedHeads;
import dev.drover.testing.Shared;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Topics written by real masters make the heads that are recorded beside them. */
@Tag("slow")
final class RecordedHeadsTest {
    @ParameterizedTest
    @CsvSource({
        "ethash-two-masters, 1, 187, 3",
        "ethash-two-masters, 20000, 187, 3",
        "modern-two-masters, 500, 401, 3",
        "conformance-chain, 500, 55, 0",
        "conformance-chain-logindex, 20000, 55, 0"
    })
    void announcesTheRecordedHeads(String name, int pollSize, int count, int reorgs) {
        IngestHarness replica = new IngestHarness(new InMemoryStore());

        replica.replay(recording(name), 0, pollSize);

        assertThat(replica.changes).extracting(RecordedHeads.Line::of).containsExactlyElementsOf(heads(name));
        assertThat(replica.changes).hasSize(count);
        assertThat(replica.stats.reorgs.sum()).isEqualTo(reorgs);
        long number = -1;
        for (HeadChange change : replica.changes) {
            assertThat(change.head().number()).isGreaterThanOrEqualTo(number);
            number = change.head().number();
        }
        assertPointersFollow(replica);
    }

    /** The control: what the original replica's rule makes of the same topics, so that the test above can fail. */
    @ParameterizedTest
    @CsvSource({"ethash-two-masters, 231, 17", "modern-two-masters, 419, 4"})
    void aReplicaThatOnlyIgnoresRepeatsGoesBackward(String name, int count, int backward) {
        Map<Hash, Long> numbers = new HashMap<>();
        Set<Hash> seen = new HashSet<>();
        long number = -1;
        int falls = 0;
        for (Hash proposal : proposals(name, numbers)) {
            if (seen.add(proposal)) {
                long next = Objects.requireNonNull(numbers.get(proposal));
                falls += next < number ? 1 : 0;
                number = next;
            }
        }

        assertThat(seen).hasSize(count);
        assertThat(falls).isEqualTo(backward);
    }

    @Test
    void finalizedNeverFallsAndEndsWhereTheMastersLeftIt() {
        IngestHarness replica = new IngestHarness(new InMemoryStore());

        replica.replay(recording("modern-two-masters"), 0, 100);

        long number = -1;
        for (BlockId finalized : replica.finalized) {
            long next = finalized == null ? -1 : finalized.number();
            assertThat(next).isGreaterThanOrEqualTo(number);
            number = next;
        }
        assertThat(number).isEqualTo(376);
    }

    private static void assertPointersFollow(IngestHarness replica) {
        HeadChange last = replica.changes.getLast();
        Hash hash = last.head().hash();
        assertThat(replica.store.get(Schema.LAST_BLOCK)).isEqualTo(hash.toBytes());
        Map<Long, Hash> canonical = new HashMap<>();
        for (HeadChange change : replica.changes) {
            change.reverted().forEach(block -> canonical.remove(block.number()));
            change.added().forEach(block -> canonical.put(block.number(), block.hash()));
        }
        for (long number = 0; number <= last.head().number(); number++) {
            Hash expected = Objects.requireNonNull(canonical.get(number));
            assertThat(replica.store.get(Schema.canonicalHash(number))).isEqualTo(expected.toBytes());
        }
        assertThat(replica.store.get(Schema.canonicalHash(last.head().number() + 1)))
                .isNull();
    }

    /** Every LastBlock in the order in which it takes effect: of a batch the last, at its commit. */
    private static List<Hash> proposals(String name, Map<Hash, Long> numbers) {
        List<Hash> proposals = new java.util.ArrayList<>();
        Map<java.util.UUID, Hash> open = new HashMap<>();
        try (RecordingReader reader = recording(name).open()) {
            for (RecordedRecord one = reader.next(); one != null; one = reader.next()) {
                switch (WriteOpDecoder.decode(one.value())) {
                    case WriteOp.Put put -> note(put, numbers).ifPresent(proposals::add);
                    case WriteOp.Fragment fragment ->
                        note(fragment.write(), numbers).ifPresent(hash -> open.put(fragment.batch(), hash));
                    case WriteOp.Commit commit -> {
                        Hash hash = open.remove(commit.batch());
                        if (hash != null) {
                            proposals.add(hash);
                        }
                    }
                    default -> {
                        // Proposes nothing.
                    }
                }
            }
        }
        return proposals;
    }

    private static java.util.Optional<Hash> note(WriteOp.KeyWrite write, Map<Hash, Long> numbers) {
        byte[] key = write.key();
        byte[] value = write.value();
        if (value != null && key.length == 33 && key[0] == 'H') {
            numbers.put(Hash.of(key, 1), Schema.decodeNumber(value));
        }
        return value != null && Arrays.equals(key, Schema.LAST_BLOCK)
                ? java.util.Optional.of(Hash.of(value))
                : java.util.Optional.empty();
    }

    private static Recording recording(String name) {
        return Recording.at(Shared.path("recordings/" + name + ".topic.jsonl.gz"));
    }

    private static List<RecordedHeads.Line> heads(String name) {
        return RecordedHeads.read(Shared.path("recordings/" + name + ".heads.jsonl"));
    }
}

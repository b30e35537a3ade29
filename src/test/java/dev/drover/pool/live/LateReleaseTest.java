package dev.drover.pool.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.cdc.BatchAssembly;
import dev.drover.cdc.RecordedRecord;
import dev.drover.cdc.Recording;
import dev.drover.cdc.RecordingReader;
import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.chain.Header;
import dev.drover.config.Config;
import dev.drover.config.Options;
import dev.drover.head.HeadChange;
import dev.drover.head.HeadTracker;
import dev.drover.head.ServedHead;
import dev.drover.head.Tags;
import dev.drover.ingest.Ingest;
import dev.drover.ingest.IngestStats;
import dev.drover.pool.View;
import dev.drover.testing.InMemoryStore;
import dev.drover.testing.RecordedHeads;
import dev.drover.testing.Shared;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * On a chain whose finalized block moves after every head, however late heads are released and whichever are released
 * together: what is announced is the chain, and one position has one head and one pair of tags.
 */
final class LateReleaseTest {
    private static final int PATTERNS = 8;

    @Test
    void everyBlockIsAnnouncedWhereverReleasesFall() {
        Map<Long, ServedTags> tags = new HashMap<>();
        List<Member> members =
                IntStream.range(0, PATTERNS).mapToObj(Member::new).toList();
        Config defaults = Options.parse();
        InMemoryStore store = new InMemoryStore();
        Ingest ingest = new Ingest(
                store,
                HeadTracker.begin(defaults.head(), store),
                new BatchAssembly(defaults.kafka().assembly()),
                0,
                new IngestStats(),
                (served, change) -> {
                    ServedTags seen = new ServedTags(served.head().hash(), new Tags(served.finalized(), served.safe()));
                    assertThat(tags.putIfAbsent(served.head().position(), seen)).isNull();
                    members.forEach(member -> member.applied(served, change));
                    served.release();
                },
                (first, last, visitor) -> false);

        Path recording = Shared.path("recordings/modern-two-masters.topic.jsonl.gz");
        try (RecordingReader reader = Recording.at(recording).open()) {
            for (RecordedRecord one = reader.next(); one != null; one = reader.next()) {
                ingest.accept(one.offset(), one.timestampMillis(), one.value());
            }
        }

        List<Hash> canonical = canonical();
        assertThat(tags.size()).isGreaterThan(440);
        for (Member member : members) {
            member.release();
            assertThat(member.announced()).isEqualTo(canonical);
            member.heads.close();
        }
        assertThat(store.openViews()).isZero();
    }

    private record ServedTags(Hash hash, Tags tags) {}

    private static List<Hash> canonical() {
        List<Hash> chain = new ArrayList<>();
        for (RecordedHeads.Line line : RecordedHeads.read(Shared.path("recordings/modern-two-masters.heads.jsonl"))) {
            line.reverted().forEach(reverted -> assertThat(chain.removeLast()).isEqualTo(reverted));
            chain.addAll(line.added());
        }
        return chain;
    }

    /** A replica whose pool releases its head now and then; the first one's every head. */
    private static final class Member {
        private final AppliedHeads heads = new AppliedHeads(256);
        private final Deque<BlockId> chain = new ArrayDeque<>();
        private final Random random;
        private final int every;
        private long shown = View.UNSET;
        private long newest = View.UNSET;

        Member(int number) {
            random = new Random(number);
            every = number + 1;
        }

        void applied(ServedHead served, @Nullable HeadChange change) {
            assertThat(served.retain()).isTrue();
            heads.add(served, change, View.UNSET);
            newest = served.head().position();
            if (random.nextInt(every) == 0 || shown == View.UNSET) {
                release();
            }
        }

        void release() {
            HeadChange change =
                    shown == View.UNSET ? Objects.requireNonNull(heads.changeTo(newest)) : heads.change(shown, newest);
            for (Header block : change.reverted()) {
                assertThat(chain.removeLast()).isEqualTo(block.id());
            }
            for (Header block : change.added()) {
                BlockId parent = new BlockId(block.number() - 1, block.parentHash());
                assertThat(chain.isEmpty() || chain.getLast().equals(parent))
                        .as("the parent of block %s was announced", block.id())
                        .isTrue();
                chain.add(block.id());
            }
            assertThat(chain.getLast()).isEqualTo(change.head().id());
            heads.show(newest);
            shown = newest;
        }

        List<Hash> announced() {
            return chain.stream().map(BlockId::hash).toList();
        }
    }
}

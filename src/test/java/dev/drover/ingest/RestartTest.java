package dev.drover.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.cdc.RecordedRecord;
import dev.drover.cdc.Recording;
import dev.drover.cdc.RecordingReader;
import dev.drover.chain.Head;
import dev.drover.store.Cursor;
import dev.drover.store.Store;
import dev.drover.testing.InMemoryStore;
import dev.drover.testing.RecordedHeads;
import dev.drover.testing.Shared;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A replica that is stopped anywhere and started again ends as if it had never stopped. */
final class RestartTest {
    private final Recording recording = Recording.at(Shared.path("recordings/ethash-two-masters.topic.jsonl.gz"));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void stopsAnywhereChangeNothing(long seed) {
        List<RecordedRecord> records = read(recording);
        IngestHarness whole = new IngestHarness(new InMemoryStore());
        whole.replay(recording, 0, 500);

        Random random = new Random(seed);
        IngestHarness stopped = new IngestHarness(new InMemoryStore());
        long next = 0;
        while (next < records.size()) {
            long stop = Math.min(records.size(), next + 1 + random.nextInt(3_000));
            for (; next < stop; next++) {
                RecordedRecord one = records.get((int) next);
                stopped.accept(one.offset(), one.timestampMillis(), one.value());
                if (random.nextInt(50) == 0) {
                    stopped.flush();
                }
            }
            if (next == records.size()) {
                stopped.flush();
            } else {
                // What was not flushed is forgotten.
                next = restart(stopped);
            }
        }

        assertThat(stopped.changes.stream().map(RecordedHeads.Line::of).toList())
                .isEqualTo(whole.changes.stream().map(RecordedHeads.Line::of).toList());
        assertThat(contents(stopped.store)).isEqualTo(contents(whole.store));
        assertThat(stopped.store.own(OwnRecords.TRACKER)).isEqualTo(whole.store.own(OwnRecords.TRACKER));
        assertThat(stopped.store.own(OwnRecords.POSITION)).isEqualTo(whole.store.own(OwnRecords.POSITION));
    }

    private static long restart(IngestHarness replica) {
        Head before = replica.heads.head();
        long from = replica.restart();
        assertThat(replica.heads.head()).isEqualTo(before);
        return from;
    }

    @Test
    void readingAgainFromTheBeginningIsSilent() {
        IngestHarness replica = new IngestHarness(new InMemoryStore());
        replica.replay(recording, 0, 500);
        int changes = replica.changes.size();
        Map<String, String> before = contents(replica.store);

        replica.restart();
        replica.replay(recording, 0, 500);

        assertThat(replica.changes).hasSize(changes);
        assertThat(contents(replica.store)).isEqualTo(before);
    }

    private static List<RecordedRecord> read(Recording recording) {
        List<RecordedRecord> records = new ArrayList<>();
        try (RecordingReader reader = recording.open()) {
            for (RecordedRecord one = reader.next(); one != null; one = reader.next()) {
                records.add(one);
            }
        }
        return records;
    }

    private static Map<String, String> contents(Store store) {
        Map<String, String> contents = new TreeMap<>();
        try (Cursor cursor = store.scan(new byte[0], null)) {
            while (cursor.next()) {
                contents.put(
                        HexFormat.of().formatHex(cursor.key()), HexFormat.of().formatHex(cursor.value()));
            }
        }
        return contents;
    }
}

package dev.drover.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.cdc.RecordedRecord;
import dev.drover.cdc.Recording;
import dev.drover.cdc.RecordingReader;
import dev.drover.cdc.WriteOp;
import dev.drover.cdc.WriteOpDecoder;
import dev.drover.rpc.MethodTable;
import dev.drover.testing.InMemoryStore;
import dev.drover.testing.LocalRpc;
import dev.drover.testing.RecordedAnswers;
import dev.drover.testing.RecordedAnswers.Exchange;
import dev.drover.testing.Shared;
import dev.drover.testing.TestMethods;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A topic of two masters in which one copy of many pieces of content is damaged: the other copy makes every answer right. */
@Tag("slow")
final class DamagedTopicTest {
    private static final int DAMAGED = 400;

    /** A piece of content: the same key and value, whoever wrote it. */
    private record Piece(ByteBuffer key, ByteBuffer value) {}

    @ParameterizedTest
    @CsvSource({"ethash-two-masters, 5500", "modern-two-masters, 9500"})
    void everyAnswerIsRightThoughOneCopyOfManyRecordsIsDamaged(String name, int exchangesMin) {
        List<RecordedRecord> records = read(name);
        Set<Long> damaged = choose(records, new Random(14));
        assertThat(damaged).hasSize(DAMAGED);
        Random random = new Random(15);
        IngestHarness replica = new IngestHarness(new InMemoryStore());
        for (RecordedRecord one : records) {
            byte[] value = damaged.contains(one.offset()) ? flipped(one.value(), random) : one.value();
            replica.accept(one.offset(), one.timestampMillis(), value);
        }
        replica.flush();

        assertThat(replica.stats.rejectedCount()).isEqualTo(DAMAGED);
        assertThat(replica.stats.held()).isZero();
        MethodTable table = TestMethods.all();
        List<Exchange> exchanges = RecordedAnswers.of(name, RecordedAnswers.judging(table));
        assertThat(exchanges.size()).isGreaterThan(exchangesMin);
        List<String> wrong = new ArrayList<>();
        try (LocalRpc rpc = new LocalRpc(table, replica.heads)) {
            for (Exchange exchange : exchanges) {
                if (!rpc.call(exchange.request()).equals(exchange.response())) {
                    wrong.add(exchange.name() + " " + exchange.method());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static List<RecordedRecord> read(String name) {
        List<RecordedRecord> records = new ArrayList<>();
        try (RecordingReader reader = Recording.at(Shared.path("recordings/" + name + ".topic.jsonl.gz"))
                .open()) {
            for (RecordedRecord one = reader.next(); one != null; one = reader.next()) {
                records.add(one);
            }
        }
        return records;
    }

    /** Returns the offsets of records to damage: of each chosen piece one copy, and at least one stays whole. */
    private static Set<Long> choose(List<RecordedRecord> records, Random random) {
        Map<Piece, List<Long>> copies = new HashMap<>();
        for (RecordedRecord one : records) {
            WriteOp.Put put = content(one);
            if (put != null && put.value().length > 1) {
                Piece piece = new Piece(ByteBuffer.wrap(put.key()), ByteBuffer.wrap(put.value()));
                copies.computeIfAbsent(piece, ignored -> new ArrayList<>()).add(one.offset());
            }
        }
        List<List<Long>> repeated = new ArrayList<>(
                copies.values().stream().filter(offsets -> offsets.size() > 1).toList());
        repeated.sort((a, b) -> Long.compare(a.getFirst(), b.getFirst()));
        Collections.shuffle(repeated, random);
        Set<Long> chosen = new HashSet<>();
        for (List<Long> offsets : repeated.subList(0, DAMAGED)) {
            // The first copy is the one that matters most.
            chosen.add(offsets.get(random.nextInt(2)));
        }
        return chosen;
    }

    private static WriteOp.@Nullable Put content(RecordedRecord one) {
        WriteOp op = WriteOpDecoder.decode(one.value());
        WriteOp write = op instanceof WriteOp.Fragment fragment ? fragment.write() : op;
        return write instanceof WriteOp.Put put && KeyClass.of(put.key()) == KeyClass.CONTENT ? put : null;
    }

    /** Flips one bit of the value, which ends the record. */
    private static byte[] flipped(byte @Nullable [] record, Random random) {
        byte[] changed = Objects.requireNonNull(record).clone();
        WriteOp op = WriteOpDecoder.decode(record);
        WriteOp write = op instanceof WriteOp.Fragment fragment ? fragment.write() : op;
        int length = ((WriteOp.Put) write).value().length;
        changed[changed.length - 1 - random.nextInt(length)] ^= (byte) (1 << random.nextInt(8));
        return changed;
    }
}

package dev.drover.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.cdc.WriteOp;
import dev.drover.cdc.WriteOpEncoder;
import dev.drover.chain.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordChecksTest {
    private static final UUID BATCH = new UUID(1, 2);

    private final RecordChecks checks = new RecordChecks();

    @AfterEach
    void close() {
        checks.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 200, 201, 20_000})
    void recordsComeInTheirOrderAndNoneIsLost(int count) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(record(i, WriteOpEncoder.encode(new WriteOp.Heartbeat())));
        }
        List<Long> offsets = new ArrayList<>();
        checks.inOrder(records, one -> offsets.add(one.offset()));
        assertThat(offsets).isEqualTo(LongStream.range(0, count).boxed().toList());
    }

    @Test
    void saysOfEachRecordWhatItIsWorth() {
        byte[] node = {1, 2, 3};
        byte[] key = Hash.keccak(node).toBytes();
        List<ConsumerRecord<byte[], byte[]>> records = List.of(
                record(0, WriteOpEncoder.encode(new WriteOp.Fragment(BATCH, new WriteOp.Put(key, node)))),
                record(1, WriteOpEncoder.encode(new WriteOp.Fragment(BATCH, new WriteOp.Put(key, new byte[3])))),
                record(2, new byte[] {(byte) 0xfe}),
                record(3, null));
        List<CheckedRecord.Outcome> outcomes = new ArrayList<>();
        checks.inOrder(records, one -> outcomes.add(one.outcome()));

        assertThat(outcomes.getFirst())
                .isInstanceOfSatisfying(
                        CheckedRecord.Operation.class,
                        operation -> assertThat(((WriteOp.Fragment) operation.op()).write())
                                .isInstanceOf(WriteOp.VerifiedPut.class));
        assertThat(outcomes.get(1))
                .isInstanceOfSatisfying(
                        CheckedRecord.Rejected.class,
                        rejected -> assertThat(rejected.batch()).isEqualTo(BATCH));
        assertThat(outcomes.subList(2, 4)).hasOnlyElementsOfType(CheckedRecord.Malformed.class);
    }

    @Test
    void whatTheConsumerThrowsEndsTheWork() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            records.add(record(i, WriteOpEncoder.encode(new WriteOp.Heartbeat())));
        }
        assertThatThrownBy(() -> checks.inOrder(records, one -> {
                    if (one.offset() == 300) {
                        throw new IllegalArgumentException("stop");
                    }
                }))
                .hasMessage("stop");
    }

    private static ConsumerRecord<byte[], byte[]> record(
            long offset, byte @org.jspecify.annotations.Nullable [] value) {
        return new ConsumerRecord<>("topic", 0, offset, null, value);
    }
}

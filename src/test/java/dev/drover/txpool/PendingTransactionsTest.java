package dev.drover.txpool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.cdc.RecordedRecord;
import dev.drover.cdc.Recording;
import dev.drover.cdc.RecordingReader;
import dev.drover.chain.Hash;
import dev.drover.chain.Transaction;
import dev.drover.rlp.RlpWriter;
import dev.drover.testing.Shared;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PendingTransactionsTest {
    private final PendingTransactions transactions = new PendingTransactions();
    private final List<Transaction> told = new ArrayList<>();

    @Test
    void tellsOfEachRecordedTransactionOnce() {
        transactions.listen(told::add);
        Set<Hash> expected = new LinkedHashSet<>();
        int records = 0;
        Recording recording = Recording.at(Shared.path("recordings/ethash-two-masters.txpool.jsonl.gz"));
        try (RecordingReader reader = recording.open()) {
            for (RecordedRecord record = reader.next(); record != null; record = reader.next()) {
                byte[] value = Objects.requireNonNull(record.value());
                transactions.add(value);
                // Legacy lists are hashed as they are, typed ones without the string around them.
                expected.add(
                        (value[0] & 0xff) >= 0xc0
                                ? Hash.keccak(value)
                                : Hash.keccak(Arrays.copyOfRange(value, headerLength(value), value.length)));
                records++;
            }
        }
        assertThat(told).extracting(Transaction::hash).containsExactlyElementsOf(expected);
        assertThat(records).isGreaterThan(expected.size());
        assertThat(transactions.told()).isEqualTo(expected.size());
        assertThat(transactions.malformed()).isZero();
    }

    @Test
    void countsWhatIsNoTransaction() {
        transactions.listen(told::add);
        transactions.add(new byte[0]);
        transactions.add(new byte[] {1, 2, 3});
        transactions.add(new RlpWriter().beginList().uint64(1).endList().toBytes());
        assertThat(told).isEmpty();
        assertThat(transactions.malformed()).isEqualTo(3);
    }

    private static int headerLength(byte[] string) {
        int first = string[0] & 0xff;
        return first <= 0xb7 ? 1 : 1 + first - 0xb7;
    }
}

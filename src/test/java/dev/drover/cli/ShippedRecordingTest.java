package dev.drover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.cdc.BatchAssembly;
import dev.drover.cdc.RecordedRecord;
import dev.drover.cdc.Recording;
import dev.drover.cdc.RecordingReader;
import dev.drover.inspect.RecordPrinter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ShippedRecordingTest {
    @Test
    void staysBelowThreeMegabytes() throws IOException {
        assertThat(resource("ethash-two-masters.topic.jsonl.gz")).hasSizeLessThan(3_000_000);
    }

    @Test
    void endsWithTheLastHeadChangeThatItsTestDataExpect() throws IOException {
        String heads = new String(resource("ethash-two-masters.heads.jsonl"), StandardCharsets.UTF_8);
        String lastHead = heads.lines().toList().getLast();
        RecordPrinter account = new RecordPrinter(null);
        RecordedRecord last = new RecordedRecord(-1, 0, null, null);
        try (RecordingReader reader = Recording.shipped(ReplayCommand.SHIPPED).open()) {
            for (RecordedRecord record = reader.next(); record != null; record = reader.next()) {
                assertThat(record.offset()).isEqualTo(last.offset() + 1);
                account.accept(record);
                last = record;
            }
        }
        assertThat(lastHead).startsWith("{\"offset\": " + last.offset() + ",");
        assertThat(account.summary()).contains(" 0 malformed");
        List<BatchAssembly.Open> open = account.openBatches();
        assertThat(open).as("batches that the end cuts").hasSizeLessThanOrEqualTo(1);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream stream =
                Objects.requireNonNull(ShippedRecordingTest.class.getResourceAsStream("/recordings/" + name), name)) {
            return stream.readAllBytes();
        }
    }
}

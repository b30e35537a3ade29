package dev.drover.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.drover.testing.Shared;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WriteOpCodecTest {
    private static final UUID BATCH = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
    private static final String BATCH_HEX = "00112233445566778899aabbccddeeff";

    @Test
    void codesPuts() {
        same(new WriteOp.Put(text("hello"), text("world")), "00cc8568656c6c6f85776f726c64");
        same(new WriteOp.Put(text("a"), new byte[0]), "00c26180");
        same(new WriteOp.Put(text("LastBlock"), filled(32, 0x11)), "00eb894c617374426c6f636ba0" + "11".repeat(32));
    }

    @Test
    void codesDeletes() {
        same(new WriteOp.Delete(text("hello")), "0168656c6c6f");
    }

    @Test
    void codesFragmentsOfBatches() {
        same(
                new WriteOp.Fragment(BATCH, new WriteOp.Put(text("hello"), text("world"))),
                "ff00" + BATCH_HEX + "cc8568656c6c6f85776f726c64");
        same(new WriteOp.Fragment(BATCH, new WriteOp.Delete(text("hello"))), "ff01" + BATCH_HEX + "68656c6c6f");
        String large = "ff00" + BATCH_HEX + "f90218a0" + "aa".repeat(32) + "b901f4" + "bb".repeat(500);
        assertThat(large).hasSize(2 * 557);
        same(new WriteOp.Fragment(BATCH, new WriteOp.Put(filled(32, 0xaa), filled(500, 0xbb))), large);
    }

    @Test
    void codesAnEmptyValueAsAValue() {
        String record = "ff00" + BATCH_HEX + "e3a163" + "c5".repeat(32) + "80";
        byte[] key = filled(33, 0xc5);
        key[0] = 'c';
        same(new WriteOp.Fragment(BATCH, new WriteOp.Put(key, new byte[0])), record);
    }

    @Test
    void codesMarks() {
        same(new WriteOp.Commit(BATCH), "02" + BATCH_HEX);
        same(new WriteOp.Heartbeat(), "03");
        same(new WriteOp.SyncAncients(), "08");
    }

    @Test
    void codesReads() {
        same(new WriteOp.Read(true, text("hello")), "0468656c6c6f");
        same(new WriteOp.Read(false, text("hello")), "0568656c6c6f");
    }

    @Test
    void codesAncients() {
        byte[] empty = {(byte) 0xc0};
        same(
                new WriteOp.AppendAncient(12345, filled(32, 0x22), empty, empty, empty, new byte[] {1}),
                "06eb823039a0" + "22".repeat(32) + "81c081c081c001");
        same(new WriteOp.TruncateAncients(12345), "07823039");
        same(new WriteOp.TruncateAncients(0), "0780");
    }

    @Test
    void passesValuesOfSixteenMegabytes() {
        byte[] value = new byte[16 << 20];
        new Random(1).nextBytes(value);
        byte[] record = WriteOpEncoder.encode(new WriteOp.Fragment(BATCH, new WriteOp.Put(text("r"), value)));
        WriteOp.Fragment decoded = (WriteOp.Fragment) WriteOpDecoder.decode(record);
        assertThat(Arrays.equals(decoded.write().value(), value)).isTrue();
    }

    @Test
    void rejectsARecordWithoutValue() {
        assertThatExceptionOfType(MalformedRecordException.class)
                .isThrownBy(() -> WriteOpDecoder.decode(null))
                .withMessage("the record has no value (null)");
    }

    @ParameterizedTest
    @CsvSource({
        "'', the record is empty",
        "09, unknown op 0x09",
        "fe, unknown op 0xfe",
        "ff, 'a batch fragment has at least 18 bytes, this one has 1'",
        "ff0000112233445566778899aabbccddee, 'a batch fragment has at least 18 bytes, this one has 17'",
        "ff0200112233445566778899aabbccddeeff6161, unknown op 0x02 in a batch fragment",
        "ff0000112233445566778899aabbccddeeff, op 0xff: an item is missing at byte 18",
        "00, op 0x00: an item is missing at byte 1",
        "00c26180ff, op 0x00: 1 bytes too many",
        "00c3618001, op 0x00: 1 bytes too many",
        "00c161, op 0x00: an item is missing at byte 3",
        "0061, 'op 0x00: want a list, have a string at byte 1'",
        "00c38261, op 0x00: item of 3 bytes is truncated at byte 1",
        "00c3816180, op 0x00: single byte with a needless header at byte 2",
        "02, 'a commit has 17 bytes, this record has 1'",
        "0200112233445566778899aabbccddeeff00, 'a commit has 17 bytes, this record has 18'",
        "0300, 'a heartbeat has 1 bytes, this record has 2'",
        "0800, 'a sync has 1 bytes, this record has 2'",
        "07, op 0x07: an item is missing at byte 1",
        "0700, op 0x07: integer with leading zero at byte 1",
        "07823039ff, op 0x07: 1 bytes too many",
        "06c0, op 0x06: an item is missing at byte 2",
        "06c201c0, 'op 0x06: want a string, have a list at byte 3'",
        "06c20180, 'op 0x06: want 32 bytes, have 0'",
    })
    void saysWhatIsWrongWithARecord(String record, String message) {
        assertThatExceptionOfType(MalformedRecordException.class)
                .isThrownBy(() -> WriteOpDecoder.decode(HexFormat.of().parseHex(record)))
                .withMessage(message);
    }

    @Test
    void rejectsEveryCutOfARecordThatHasALength() {
        byte[] put = WriteOpEncoder.encode(new WriteOp.Fragment(BATCH, new WriteOp.Put(text("key"), filled(70, 7))));
        for (int length = 0; length < put.length; length++) {
            byte[] cut = Arrays.copyOf(put, length);
            assertThatExceptionOfType(MalformedRecordException.class).isThrownBy(() -> WriteOpDecoder.decode(cut));
        }
    }

    @Test
    void neverThrowsAnythingElseOnNoise() {
        Random random = new Random(42);
        int decoded = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            if (noise.length > 0 && random.nextBoolean()) {
                noise[0] = (byte) (random.nextInt(11) - 1);
            }
            try {
                assertThat(WriteOpEncoder.encode(WriteOpDecoder.decode(noise))).isEqualTo(noise);
                decoded++;
            } catch (MalformedRecordException e) {
                assertThat(e).hasMessageMatching(".+");
            }
        }
        assertThat(decoded).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ethash-two-masters", "conformance-chain", "conformance-chain-logindex", "modern-two-masters"})
    void codesEveryRecordOfRealMastersToTheByte(String name) {
        Recording recording = Recording.at(Shared.path("recordings/" + name + ".topic.jsonl.gz"));
        try (RecordingReader reader = recording.open()) {
            for (RecordedRecord record = reader.next(); record != null; record = reader.next()) {
                byte[] again = WriteOpEncoder.encode(WriteOpDecoder.decode(record.value()));
                assertThat(Arrays.equals(again, record.value()))
                        .as("offset %d", record.offset())
                        .isTrue();
            }
            assertThat(reader.line()).isGreaterThan(2000);
        }
    }

    private static void same(WriteOp op, String record) {
        byte[] bytes = HexFormat.of().parseHex(record);
        assertThat(WriteOpEncoder.encode(op)).isEqualTo(bytes);
        assertThat(WriteOpDecoder.decode(bytes)).usingRecursiveComparison().isEqualTo(op);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}

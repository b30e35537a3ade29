package dev.drover.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonWriterTest {
    private final JsonWriter out = new JsonWriter();

    @Test
    void writesNestedObjectsAndArraysWithCommasBetween() {
        out.beginObject().name("a").beginArray().endArray();
        out.name("b").beginArray().number(1).beginObject().endObject().nullValue();
        out.beginArray().bool(true).bool(false).endArray().endArray();
        out.name("c").string("x").endObject();
        assertThat(out).hasToString("{\"a\":[],\"b\":[1,{},null,[true,false]],\"c\":\"x\"}");
    }

    @Test
    void takesAValueThatEndsLikeAnOpeningBracketForAValue() {
        out.beginArray().string("{").string("[").string(":").string("").endArray();
        assertThat(out).hasToString("[\"{\",\"[\",\":\",\"\"]");
    }

    @ParameterizedTest
    @CsvSource({
        "0,0x0",
        "1,0x1",
        "15,0xf",
        "16,0x10",
        "255,0xff",
        "4096,0x1000",
        "9223372036854775807,0x7fffffffffffffff",
        "-1,0xffffffffffffffff",
        "-9223372036854775808,0x8000000000000000"
    })
    void writesQuantitiesWithoutLeadingZerosAndUnsigned(long value, String expected) {
        assertThat(out.quantity(value)).hasToString('"' + expected + '"');
    }

    @Test
    void writesQuantitiesOfAnySize() {
        BigInteger most = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);
        out.beginArray()
                .quantity(BigInteger.ZERO)
                .quantity(BigInteger.TWO.pow(64).subtract(BigInteger.ONE));
        out.quantity(BigInteger.TWO.pow(64)).quantity(most).endArray();
        assertThat(out)
                .hasToString("[\"0x0\",\"0xffffffffffffffff\",\"0x10000000000000000\",\"0x" + "f".repeat(64) + "\"]");
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "1,1",
        "0.1,0.1",
        "0.6522222222222223,0.6522222222222223",
        "1000000,1000000",
        "0.000001,0.000001",
        "0.0000015,0.0000015",
        "0.00000015,1.5e-7",
        "1E-15,1e-15",
        "-2.5,-2.5"
    })
    void writesFractionsAsGoDoes(double value, String expected) {
        assertThat(out.number(value)).hasToString(expected);
    }

    @Test
    void writesEveryByteAsTwoDigitsWhateverTheLength() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        for (int length = 0; length <= all.length; length++) {
            JsonWriter each = new JsonWriter(16);
            each.data(all, all.length - length, length);
            String digits = HexFormat.of().formatHex(all, all.length - length, all.length);
            assertThat(each).hasToString("\"0x" + digits + '"');
        }
    }

    @Test
    void writesHashesAndAddressesInLowerCase() {
        String hash = "0x00d4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8f";
        String address = "0xf105f46466a1956bddb4478c5af0ec9d6d2869f0";
        out.beginArray()
                .hash(Hash.fromHex(hash))
                .address(Address.fromHex(address))
                .endArray();
        assertThat(out).hasToString("[\"" + hash + "\",\"" + address + "\"]");
    }

    @Test
    void escapesStringsAsGoDoes() {
        out.string("\"\\/\n\r\t\b\f\u0001\u001f\u007f<>&\u2028\u2029 é € 😀 \ud800x\udc00");
        assertThat(out)
                .hasToString("\"\\\"\\\\/\\n\\r\\t\\b\\f\\u0001\\u001f\u007f\\u003c\\u003e\\u0026\\u2028\\u2029"
                        + " é € 😀 \\ufffdx\\ufffd\"");
    }

    @Test
    void growsAndRewinds() {
        JsonWriter small = new JsonWriter(0);
        small.beginArray();
        PieceBuffer.Mark begun = small.mark();
        for (int i = 0; i < 10_000; i++) {
            small.hash(Hash.ZERO);
        }
        assertThat(small.length()).isEqualTo(10_000 * 69);
        assertThat(small).hasToString("[" + ("\"" + Hash.ZERO + "\",").repeat(9_999) + "\"" + Hash.ZERO + "\"");
        small.rewind(begun);
        assertThat(small.string("again").endArray()).hasToString("[\"again\"]");
        assertThat(small.toBytes()).hasSize((int) small.length());
    }

    @Test
    void keepsLargeTextsInPiecesWhereverTheyEnd() {
        byte[] value = new byte[3 * PieceBuffer.PIECE_BYTES];
        Arrays.fill(value, (byte) '1');
        for (int before = PieceBuffer.PIECE_BYTES - 80; before < PieceBuffer.PIECE_BYTES + 2; before++) {
            JsonWriter large = new JsonWriter();
            large.beginArray()
                    .raw(value, 0, before)
                    .hash(Hash.ZERO)
                    .beginObject()
                    .endObject();
            large.raw(value).bool(true).endArray();
            assertThat(large.pieces().areMany()).isTrue();
            assertThat(large.length()).isEqualTo(large.pieces().length());
            String text = "[" + "1".repeat(before) + ",\"" + Hash.ZERO + "\",{}," + "1".repeat(value.length) + ",true]";
            assertThat(large.toString().equals(text))
                    .as("after %d bytes", before)
                    .isTrue();
        }
    }

    @Test
    void goesOnBehindAMarkWhateverElseIsWrittenThere() {
        out.beginArray().number(1);
        PieceBuffer.Mark mark = out.mark();
        out.number(2);
        JsonWriter other = JsonWriter.after(mark);
        other.number(3).endArray();
        out.number(4).endArray();
        assertThat(other).hasToString("[1,3]");
        assertThat(out).hasToString("[1,2,4]");
    }

    @Test
    void refusesToGetTooLarge() {
        out.limit(100_000);
        byte[] kilobyte = new byte[512];
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 200; i++) {
                        out.data(kilobyte);
                    }
                })
                .isInstanceOf(JsonTooLargeException.class);
        assertThat(out.length()).isLessThan(100_000 + PieceBuffer.PIECE_BYTES);
    }
}

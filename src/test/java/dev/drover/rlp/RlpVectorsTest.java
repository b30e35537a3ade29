package dev.drover.rlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.testing.Vectors;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Ethereum's public RLP vectors: encodings, decodings and invalid inputs. */
final class RlpVectorsTest {
    @Test
    void agreesWithTheVectors() {
        Map<String, JsonNode> cases = Vectors.ethereumTests("RLPTests");
        assertThat(cases).hasSizeGreaterThan(50);
        cases.forEach((name, one) -> {
            JsonNode in = one.get("in");
            String hex = one.get("out").asText();
            byte[] rlp = HexFormat.of().parseHex(hex.startsWith("0x") ? hex.substring(2) : hex);
            if (in.asText().equals("INVALID")) {
                assertThatThrownBy(() -> copy(rlp)).as(name).isInstanceOf(RlpException.class);
                return;
            }
            assertThat(copy(rlp)).as(name).isEqualTo(rlp);
            if (!in.asText().equals("VALID")) {
                RlpWriter out = new RlpWriter();
                write(in, out);
                assertThat(out.toBytes()).as(name).isEqualTo(rlp);
            }
        });
    }

    /** Reads exactly one item with all nested items, and writes it again. */
    private static byte[] copy(byte[] rlp) {
        RlpReader in = RlpReader.of(rlp);
        RlpWriter out = new RlpWriter();
        copy(in, out);
        in.expectEnd();
        return out.toBytes();
    }

    private static void copy(RlpReader in, RlpWriter out) {
        if (!in.nextIsList()) {
            out.bytes(in.bytes());
            return;
        }
        out.beginList();
        for (RlpReader items = in.list(); items.hasNext(); ) {
            copy(items, out);
        }
        out.endList();
    }

    private static void write(JsonNode value, RlpWriter out) {
        if (value.isArray()) {
            out.beginList();
            value.forEach(item -> write(item, out));
            out.endList();
        } else if (value.isIntegralNumber()) {
            out.integer(value.bigIntegerValue());
        } else if (value.asText().startsWith("#")) {
            out.integer(new BigInteger(value.asText().substring(1)));
        } else {
            out.bytes(value.asText().getBytes(StandardCharsets.ISO_8859_1));
        }
    }
}

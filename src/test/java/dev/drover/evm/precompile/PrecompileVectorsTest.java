package dev.drover.evm.precompile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.drover.chain.Address;
import dev.drover.chain.Fork;
import dev.drover.chain.ForkRules;
import dev.drover.testing.Shared;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs every contract against the public test vectors: output, gas and error text. */
@Tag("slow")
final class PrecompileVectorsTest {
    /** The address and the fork of the contract, by file name. */
    private static final Map<String, Map.Entry<Integer, Fork>> SUBJECTS = Map.ofEntries(
            subject("ecRecover", 1, Fork.HOMESTEAD),
            subject("modexp", 5, Fork.BYZANTIUM),
            subject("modexp_eip2565", 5, Fork.BERLIN),
            subject("modexp_eip7883", 5, Fork.OSAKA),
            subject("bn256Add", 6, Fork.ISTANBUL),
            subject("bn256ScalarMul", 7, Fork.ISTANBUL),
            subject("bn256Pairing", 8, Fork.ISTANBUL),
            subject("blake2F", 9, Fork.ISTANBUL),
            subject("fail-blake2f", 9, Fork.ISTANBUL),
            subject("pointEvaluation", 0x0a, Fork.CANCUN),
            subject("blsG1Add", 0x0b, Fork.PRAGUE),
            subject("blsG1Mul", 0x0c, Fork.PRAGUE),
            subject("blsG1MultiExp", 0x0c, Fork.PRAGUE),
            subject("blsG2Add", 0x0d, Fork.PRAGUE),
            subject("blsG2Mul", 0x0e, Fork.PRAGUE),
            subject("blsG2MultiExp", 0x0e, Fork.PRAGUE),
            subject("blsPairing", 0x0f, Fork.PRAGUE),
            subject("blsMapG1", 0x10, Fork.PRAGUE),
            subject("blsMapG2", 0x11, Fork.PRAGUE),
            subject("fail-blsG1Add", 0x0b, Fork.PRAGUE),
            subject("fail-blsG1Mul", 0x0c, Fork.PRAGUE),
            subject("fail-blsG1MultiExp", 0x0c, Fork.PRAGUE),
            subject("fail-blsG2Add", 0x0d, Fork.PRAGUE),
            subject("fail-blsG2Mul", 0x0e, Fork.PRAGUE),
            subject("fail-blsG2MultiExp", 0x0e, Fork.PRAGUE),
            subject("fail-blsPairing", 0x0f, Fork.PRAGUE),
            subject("fail-blsMapG1", 0x10, Fork.PRAGUE),
            subject("fail-blsMapG2", 0x11, Fork.PRAGUE),
            subject("p256Verify", 0x100, Fork.OSAKA));

    @Test
    void agreesWithEveryVector() throws IOException {
        Map<String, Integer> passed = new LinkedHashMap<>();
        Map<String, String> wrong = new LinkedHashMap<>();
        try (InputStream file =
                new GZIPInputStream(Files.newInputStream(Shared.path("vectors/precompiles.tar.gz")), 1 << 16)) {
            for (byte[] header = file.readNBytes(512);
                    header.length == 512 && header[0] != 0;
                    header = file.readNBytes(512)) {
                String path = text(header, 0, 100);
                int size = Integer.parseInt(text(header, 124, 12).strip(), 8);
                byte[] content = file.readNBytes((size + 511) / 512 * 512);
                if (path.endsWith(".json")) {
                    String name = path.substring(path.lastIndexOf('/') + 1, path.length() - 5);
                    passed.put(name, judge(name, content, size, wrong));
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(passed.keySet()).isEqualTo(SUBJECTS.keySet());
        assertThat(passed.values()).allSatisfy(count -> assertThat(count).isPositive());
    }

    private static int judge(String name, byte[] content, int size, Map<String, String> wrong) throws IOException {
        Map.Entry<Integer, Fork> subject = Objects.requireNonNull(SUBJECTS.get(name), name);
        Precompile contract =
                Objects.requireNonNull(at(subject.getValue()).get(new Address(0, 0, subject.getKey())), name);
        int count = 0;
        try (JsonParser json = new JsonFactory().createParser(content, 0, size)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.START_OBJECT) {
                Map<String, String> vector = new LinkedHashMap<>();
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String key = json.currentName();
                    json.nextToken();
                    vector.put(key, json.getText());
                }
                count++;
                String fault = judge(contract, vector);
                if (!fault.isEmpty()) {
                    wrong.put(name + ": " + vector.get("Name"), fault);
                }
            }
        }
        return count;
    }

    private static String judge(Precompile contract, Map<String, String> vector) {
        byte[] input = HexFormat.of().parseHex(vector.get("Input"));
        byte[] output = contract.run(input);
        if (vector.containsKey("ExpectedError")) {
            String expected = vector.get("ExpectedError");
            String failure = output == null ? contract.failure(input) : "none";
            return failure.equals(expected) ? "" : "should fail: " + expected + ", not: " + failure;
        }
        long gas = contract.gas(input);
        String hex = output == null ? "failed" : HexFormat.of().formatHex(output);
        if (!hex.equals(vector.get("Expected"))) {
            return "gives " + hex;
        }
        return Long.toString(gas).equals(vector.get("Gas")) ? "" : "costs " + gas + ", not " + vector.get("Gas");
    }

    private static String text(byte[] bytes, int start, int length) {
        String text = new String(bytes, start, length, StandardCharsets.US_ASCII);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    /** Returns the contracts of a chain whose latest fork is {@code fork}. */
    static Precompiles at(Fork fork) {
        return Precompiles.at(new ForkRules(BigInteger.ONE, EnumSet.range(Fork.HOMESTEAD, fork)));
    }

    private static Map.Entry<String, Map.Entry<Integer, Fork>> subject(String name, int address, Fork fork) {
        return Map.entry(name, Map.entry(address, fork));
    }
}

package dev.drover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class StateTestCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path dir;

    private final StringWriter out = new StringWriter();

    @Test
    void printsALineForEachCaseAndFailsIfOneDoes() throws IOException {
        String right = "0x" + "00".repeat(32);
        Path file = Files.writeString(dir.resolve("test.json"), test(right));
        assertThat(run(file.toString())).isEqualTo(1);
        JsonNode line = JSON.readTree(out.toString().strip());
        assertThat(line.path("pass").asBoolean()).isFalse();
        assertThat(line.path("name").asText()).isEqualTo("adds");
        assertThat(line.path("fork").asText()).isEqualTo("Cancun");
        assertThat(line.path("error").asText()).contains("post state root mismatch");

        out.getBuffer().setLength(0);
        Files.writeString(file, test(line.path("stateRoot").asText()));
        assertThat(run(dir.toString())).isZero();
        assertThat(JSON.readTree(out.toString().strip()).path("pass").asBoolean())
                .isTrue();
        assertThat(run(dir.toString(), "--fork", "London")).isEqualTo(1);
    }

    @Test
    void goesOnAfterWhatCannotBeRun() throws IOException {
        String test = test("0x" + "00".repeat(32));
        Files.writeString(dir.resolve("a.json"), "{\"adds\":");
        Files.writeString(dir.resolve("b.json"), test.replace("Cancun", "Atlantis"));
        Files.writeString(dir.resolve("c.json"), test.replace("\"0x0592a8\"", ""));
        Files.writeString(dir.resolve("d.json"), test.replace("0x60016002015f55", "0x6g"));
        Files.writeString(dir.resolve("e.json"), "{\"a test of another kind\": {\"post\": {\"0x00\": {}}}}");
        Files.writeString(dir.resolve("f.json"), "[]");
        Files.writeString(dir.resolve("g.json"), test);
        assertThat(run(dir.toString())).isEqualTo(1);
        List<String> errors = new ArrayList<>();
        for (String line : out.toString().lines().toList()) {
            errors.add(JSON.readTree(line).path("error").asText());
        }
        assertThat(errors).hasSize(5);
        assertThat(errors.get(0)).startsWith("not JSON: ");
        assertThat(errors.get(1)).isEqualTo("the test cannot be run: unknown fork Atlantis");
        assertThat(errors.get(2)).isEqualTo("the test cannot be run: tx gas index 0 out of bounds");
        assertThat(errors.get(3)).startsWith("the test cannot be run: ");
        assertThat(errors.get(4)).startsWith("post state root mismatch");
    }

    @Test
    void knowsASenderByItsKey() throws IOException {
        String test = test("0x" + "00".repeat(32));
        String key = "\"secretKey\": \"0x45a915e4d060149eb4365960e6a7a45f334393093061116b197e3240065ff2d8\"";
        Files.writeString(dir.resolve("a.json"), test);
        Files.writeString(
                dir.resolve("b.json"), test.replace("\"sender\": \"0xa94f5374fce5edbc8e2a8697c15331677e6ebf0b\"", key));
        run(dir.toString());
        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.getLast()).isEqualTo(lines.getFirst());
    }

    private int run(String... arguments) {
        return new CommandLine(new StateTestCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(new StringWriter(), true))
                .execute(arguments);
    }

    /** A contract that stores 1 + 2, as a test that expects this root. */
    private static String test(String root) {
        String sender = "0xa94f5374fce5edbc8e2a8697c15331677e6ebf0b";
        String contract = "0x095e7baea6a6c7c4c2dfeb977efac326af552d87";
        String noLogs = "0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347";
        return """
                {"adds": {
                  "env": {"currentCoinbase": "0x2adc25665018aa1fe0e6bc666dac8fc2697ff9ba", "currentGasLimit": "0x989680",
                    "currentNumber": "0x01", "currentTimestamp": "0x03e8", "currentBaseFee": "0x0a",
                    "currentRandom": "0x00", "currentExcessBlobGas": "0x00"},
                  "pre": {
                    "%s": {"balance": "0xde0b6b3a7640000", "code": "0x", "nonce": "0x00", "storage": {}},
                    "%s": {"balance": "0x00", "code": "0x60016002015f55", "nonce": "0x00", "storage": {"0x05": "0x06"}}},
                  "transaction": {"data": ["0x"], "gasLimit": ["0x0592a8"], "gasPrice": "0x0a", "nonce": "0x00",
                    "sender": "%s", "to": "%s", "value": ["0x00"]},
                  "post": {"Cancun": [
                    {"hash": "%s", "logs": "%s", "indexes": {"data": 0, "gas": 0, "value": 0}}]}}}
                """.formatted(sender, contract, sender, contract, root, noLogs);
    }
}

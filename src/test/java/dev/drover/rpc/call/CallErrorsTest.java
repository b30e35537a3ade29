package dev.drover.rpc.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CallErrorsTest {
    private static final String ERROR = "08c379a0";
    private static final String PANIC = "4e487b71";

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                ERROR + "|20|2|6f6b|execution reverted: ok",
                // The text is cut, or said to be somewhere else.
                ERROR + "|20|3|6f6b|execution reverted",
                ERROR + "|4000000000000000|2|6f6b|execution reverted",
                PANIC + "|11|||execution reverted: arithmetic underflow or overflow",
                PANIC + "|77|||execution reverted: unknown panic code: 0x77",
                "12345678|20|2|6f6b|execution reverted"
            },
            delimiter = '#')
    void readsWhyAContractFailed(String line) {
        String[] parts = line.split("\\|", -1);
        String output = parts[0] + word(parts[1]) + word(parts[2]) + parts[3];
        assertThat(CallErrors.message(HexFormat.of().parseHex(output))).isEqualTo(parts[4]);
    }

    private static String word(String hex) {
        return hex.isEmpty() ? "" : "0".repeat(64 - hex.length()) + hex;
    }
}

package dev.drover.rpc.encode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CatchUpTest {
    @ParameterizedTest
    @CsvSource({
        // start, read, left, current, highest
        "0, 1000, 3000, 100, 400",
        // The estimate is above the current block even if no rate is known or nothing is left.
        "100, 0, 3000, 100, 101",
        "100, 1000, 1, 110, 111",
        "100, 1000, 0, 110, 111",
        // The head was rewound to before the start block.
        "100, 1000, 3000, 90, 91"
    })
    void estimatesTheHighestBlockFromTheRemainingRecords(long start, long read, long left, long current, long highest) {
        assertThat(new CatchUp(start, read, left).highestBlock(current)).isEqualTo(highest);
    }
}

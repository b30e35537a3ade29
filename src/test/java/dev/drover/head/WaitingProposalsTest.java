package dev.drover.head;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.chain.Hash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WaitingProposalsTest {
    private final WaitingProposals waiting = new WaitingProposals(3);

    @Test
    void handsOutThoseWhoseKeyArrivedInTheOrderInWhichTheyWait() {
        waiting.add(hash("a"), key("x"));
        waiting.add(hash("b"), key("y"));
        waiting.add(hash("c"), key("x"));

        assertThat(waiting.takeReady(keys("z"))).isEmpty();
        assertThat(waiting.takeReady(keys("z", "y", "x"))).containsExactly(hash("a"), hash("b"), hash("c"));
        assertThat(waiting.all()).isEmpty();
    }

    @Test
    void aProposalThatIsAddedAgainWaitsForItsNewKeyAlone() {
        waiting.add(hash("a"), key("x"));
        waiting.add(hash("a"), key("y"));

        assertThat(waiting.takeReady(keys("x"))).isEmpty();
        assertThat(waiting.takeReady(keys("y"))).containsExactly(hash("a"));
    }

    @Test
    void dropsTheOldestBeyondTheLimit() {
        assertThat(waiting.add(hash("a"), key("x"))).isNull();
        waiting.add(hash("b"), key("x"));
        waiting.add(hash("c"), key("x"));

        assertThat(waiting.add(hash("d"), key("x"))).isEqualTo(hash("a"));
        assertThat(waiting.takeReady(keys("x"))).containsExactly(hash("b"), hash("c"), hash("d"));
    }

    @Test
    void whatLacksAnUnknownKeyIsReadyOnce() {
        waiting.add(hash("a"), new byte[0]);

        assertThat(waiting.takeReady(keys("z"))).containsExactly(hash("a"));
        assertThat(waiting.takeReady(keys("z"))).isEmpty();
    }

    private static Hash hash(String text) {
        return Hash.keccak(key(text));
    }

    private static byte[] key(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<byte[]> keys(String... texts) {
        return Arrays.stream(texts).map(WaitingProposalsTest::key).toList();
    }
}

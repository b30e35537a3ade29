package dev.drover.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.junit.jupiter.api.Test;

final class KeccakTest {
    @Test
    void agreesWithTheReference() {
        assertThat(HexFormat.of().formatHex(Keccak.hash(new byte[0])))
                .isEqualTo("c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
        assertThat(HexFormat.of().formatHex(Keccak.hash("abc".getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo("4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45");
    }

    @Test
    void agreesWithAnotherImplementationOnEveryLength() {
        byte[] input = new byte[700];
        new Random(1).nextBytes(input);
        for (int length = 0; length <= 600; length++) {
            int start = length % 97;
            KeccakDigest judge = new KeccakDigest(256);
            judge.update(input, start, length);
            byte[] expected = new byte[32];
            judge.doFinal(expected, 0);
            assertThat(Keccak.hash(input, start, length)).as("%d bytes", length).isEqualTo(expected);
        }
    }
}

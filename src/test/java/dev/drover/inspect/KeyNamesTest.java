package dev.drover.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.cdc.WriteOp;
import dev.drover.cdc.WriteOpEncoder;
import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.store.Schema;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeyNamesTest {
    private static final Hash HASH = Hash.fromHex("ab".repeat(32));

    @ParameterizedTest
    @CsvSource({
        "6800000000000000056e, h 5 n canonical hash",
        "4c617374426c6f636b, LastBlock",
        "00ff, 0x00ff unknown",
        "'', 0x unknown",
    })
    void namesKeys(String key, String name) {
        assertThat(KeyNames.describe(HexFormat.of().parseHex(key))).isEqualTo(name);
    }

    @Test
    void namesKeysOfTheSameFirstLetterByTheirLength() {
        BlockId block = new BlockId(1, HASH);
        assertThat(KeyNames.describe(Schema.totalDifficulty(block))).endsWith(" t total difficulty");
        assertThat(KeyNames.describe(Schema.body(block))).startsWith("b 1 0xab").endsWith(" body");
        assertThat(KeyNames.describe(Schema.code(HASH))).endsWith(" code");
        byte[] node = new byte[32];
        Arrays.fill(node, (byte) 'h');
        assertThat(KeyNames.describe(node)).endsWith(" trie node");
        byte[] preimage = Arrays.copyOf("secure-key-".getBytes(StandardCharsets.US_ASCII), 43);
        assertThat(KeyNames.describe(preimage)).isEqualTo("secure-key- 0x0000000000000000… preimage");
        assertThat(WriteOpEncoder.encode(new WriteOp.Delete(node))).hasSize(33);
    }
}

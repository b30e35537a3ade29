package dev.drover.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.store.Schema;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyClassTest {
    private static final Hash HASH = Hash.keccak(new byte[] {1});
    private static final BlockId BLOCK = new BlockId(7, HASH);

    @Test
    void whatIsNamedByAHashIsContent() {
        assertThat(KeyClass.of(Schema.header(BLOCK))).isEqualTo(KeyClass.CONTENT);
        assertThat(KeyClass.of(Schema.body(BLOCK))).isEqualTo(KeyClass.CONTENT);
        assertThat(KeyClass.of(Schema.receipts(BLOCK))).isEqualTo(KeyClass.CONTENT);
        assertThat(KeyClass.of(Schema.number(HASH))).isEqualTo(KeyClass.CONTENT);
        assertThat(KeyClass.of(Schema.code(HASH))).isEqualTo(KeyClass.CONTENT);
        assertThat(KeyClass.of(HASH.toBytes())).isEqualTo(KeyClass.CONTENT);
        assertThat(KeyClass.of(named("secure-key-", 32))).isEqualTo(KeyClass.CONTENT);
        assertThat(KeyClass.of(named("j", 40))).isEqualTo(KeyClass.CONTENT);
    }

    @Test
    void whatFollowsFromTheHeadIsAPointer() {
        assertThat(KeyClass.of(Schema.canonicalHash(7))).isEqualTo(KeyClass.POINTER);
        assertThat(KeyClass.of(Schema.txLookup(HASH))).isEqualTo(KeyClass.POINTER);
        assertThat(KeyClass.of(Schema.LAST_BLOCK)).isEqualTo(KeyClass.POINTER);
        assertThat(KeyClass.of(Schema.LAST_HEADER)).isEqualTo(KeyClass.POINTER);
        assertThat(KeyClass.of(Schema.LAST_FAST)).isEqualTo(KeyClass.POINTER);
        assertThat(KeyClass.of(Schema.LAST_FINALIZED)).isEqualTo(KeyClass.POINTER);
        assertThat(KeyClass.of(Schema.LAST_SAFE)).isEqualTo(KeyClass.POINTER);
    }

    @Test
    void theChainsConfigIsConfig() {
        assertThat(KeyClass.of(Schema.config(HASH))).isEqualTo(KeyClass.CONFIG);
        assertThat(KeyClass.of(named("ethereum-genesis-", 32))).isEqualTo(KeyClass.CONFIG);
    }

    @Test
    void totalDifficultyIsDerived() {
        assertThat(KeyClass.of(Schema.totalDifficulty(BLOCK))).isEqualTo(KeyClass.DERIVED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/32",
                "o/64",
                "B/42",
                "iBcount/0",
                "iBshead/8",
                "fm-R/0",
                "fm-r/8",
                "fm-r/9",
                "fm-b/4",
                "fm-p/8"
            })
    void aMastersIndexesArePrivate(String kind) {
        String[] parts = kind.split("/");
        assertThat(KeyClass.of(named(parts[0], Integer.parseInt(parts[1])))).isEqualTo(KeyClass.PRIVATE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DatabaseVersion",
                "unclean-shutdown",
                "SnapshotRoot",
                "TransactionIndexTail",
                "cdc-log-geth-offset"
            })
    void aMastersMarksArePrivate(String name) {
        assertThat(KeyClass.of(named(name, 0))).isEqualTo(KeyClass.PRIVATE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"h", "H", "l", "b", "r", "c", "a", "B", "LastBlock", "fm-", "deleted/", "secure-key-", "iB"})
    void aTrieNodesKeyMayBeginWithAnything(String beginning) {
        assertThat(KeyClass.of(named(beginning, 32 - beginning.length()))).isEqualTo(KeyClass.CONTENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "h", "h12345678", "l", "A0123", "LastBlocks", "xyz"})
    void theRestIsUnknown(String key) {
        assertThat(KeyClass.of(named(key, 0))).isEqualTo(KeyClass.UNKNOWN);
    }

    private static byte[] named(String prefix, int length) {
        byte[] start = prefix.getBytes(StandardCharsets.US_ASCII);
        byte[] key = Arrays.copyOf(start, start.length + length);
        Arrays.fill(key, start.length, key.length, (byte) 0xab);
        return key;
    }
}

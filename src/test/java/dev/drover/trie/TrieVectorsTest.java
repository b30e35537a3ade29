package dev.drover.trie;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.crypto.Keccak;
import dev.drover.testing.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every TrieTests file of Ethereum's public tests. */
final class TrieVectorsTest {
    private record Entry(byte[] key, byte @Nullable [] value) {}

    @Test
    void reachesTheRootOfEveryCase() {
        Map<String, JsonNode> cases = Vectors.ethereumTests("TrieTests");
        assertThat(cases).hasSizeGreaterThan(20);

        cases.forEach((name, test) -> {
            if (test.has("root")) {
                List<Entry> entries =
                        entries(test.get("in"), name.contains("_securetrie_") || name.contains("_secureTrie."));
                assertThat(root(entries)).as(name).isEqualTo(test.get("root").asText());
                assertAnyOrderWillDo(name, test, entries);
            }
        });
    }

    private static void assertAnyOrderWillDo(String name, JsonNode test, List<Entry> entries) {
        Random random = new Random(7);
        for (int i = 0; test.get("in").isObject() && i < 20; i++) {
            Collections.shuffle(entries, random);
            assertThat(root(entries))
                    .as(name + " shuffled")
                    .isEqualTo(test.get("root").asText());
        }
    }

    @Test
    void walksKeysInOrder() {
        JsonNode test =
                Objects.requireNonNull(Vectors.ethereumTests("TrieTests").get("trietestnextprev.json/basic"));
        Trie trie = new Trie();
        test.get("in").forEach(key -> trie.put(bytes(key.asText()), bytes("some value")));
        TreeSet<String> keys = new TreeSet<>();
        trie.forEach((key, ignored) -> keys.add(new String(key, StandardCharsets.UTF_8)));

        assertThat(test.get("tests")).isNotEmpty().allSatisfy(triple -> {
            String at = triple.get(0).asText();
            assertThat(orNone(keys.lower(at))).isEqualTo(triple.get(1).asText());
            assertThat(orNone(keys.higher(at))).isEqualTo(triple.get(2).asText());
        });
    }

    private static String orNone(@Nullable String key) {
        return key == null ? "" : key;
    }

    private static String root(List<Entry> entries) {
        Trie trie = new Trie();
        for (Entry entry : entries) {
            if (entry.value == null) {
                trie.delete(entry.key);
            } else {
                trie.put(entry.key, entry.value);
            }
        }
        return trie.root().toString();
    }

    private static List<Entry> entries(JsonNode in, boolean secure) {
        List<Entry> entries = new ArrayList<>();
        if (in.isArray()) {
            in.forEach(pair -> entries.add(entry(pair.get(0).asText(), pair.get(1), secure)));
        } else {
            in.properties().forEach(pair -> entries.add(entry(pair.getKey(), pair.getValue(), secure)));
        }
        return entries;
    }

    private static Entry entry(String key, JsonNode value, boolean secure) {
        byte[] plain = bytes(key);
        return new Entry(secure ? Keccak.hash(plain) : plain, value.isNull() ? null : bytes(value.asText()));
    }

    private static byte[] bytes(String text) {
        return text.startsWith("0x")
                ? HexFormat.of().parseHex(text.substring(2))
                : text.getBytes(StandardCharsets.UTF_8);
    }
}

package dev.drover.trie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.chain.Hash;
import dev.drover.chain.MissingDataException;
import dev.drover.rlp.RlpWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class TrieTest {
    private final Map<Hash, byte[]> written = new HashMap<>();
    private final NodeSource source = written::get;

    @Test
    void remembersWhatWasPutWhateverWasDeleted() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            // Short keys of few symbols: forks, shared stretches, keys that begin other keys, embedded nodes.
            int keyLength = 1 + random.nextInt(4);
            TreeMap<byte[], byte[]> model = new TreeMap<>(Arrays::compareUnsigned);
            Trie trie = new Trie();
            for (int step = 0; step < 300; step++) {
                change(random, keyLength, trie, model);
                if (random.nextInt(20) == 0) {
                    trie = reopened(trie);
                }
            }
            assertHolds(trie, model, "seed " + seed);
        }
    }

    private static void change(Random random, int keyLength, Trie trie, Map<byte[], byte[]> model) {
        byte[] key = new byte[1 + random.nextInt(keyLength)];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (random.nextInt(3) << 4 | random.nextInt(3));
        }
        if (random.nextInt(3) > 0) {
            byte[] value = new byte[1 + random.nextInt(random.nextBoolean() ? 3 : 40)];
            random.nextBytes(value);
            trie.put(key, value);
            model.put(key, value);
        } else {
            trie.delete(key);
            model.remove(key);
        }
    }

    private Trie reopened(Trie trie) {
        trie.forNewNodes((hash, rlp) -> {
            assertThat(Hash.keccak(rlp)).isEqualTo(hash);
            written.put(hash, rlp);
        });
        return new Trie(source, trie.root());
    }

    /** The same content has the same root, however it came to be. */
    private static void assertHolds(Trie trie, Map<byte[], byte[]> model, String name) {
        Trie fresh = new Trie();
        model.forEach(fresh::put);
        assertThat(trie.root()).as(name).isEqualTo(fresh.root());
        TreeMap<byte[], byte[]> walked = new TreeMap<>(Arrays::compareUnsigned);
        trie.forEach(walked::put);
        assertThat(walked.keySet()).as(name).containsExactlyElementsOf(model.keySet());
        model.forEach((key, value) -> assertThat(trie.get(key)).as(name).isEqualTo(value));
        assertThat(trie.get(new byte[] {0x77})).isNull();
    }

    @Test
    void hasTheRootOfAnEmptyTrieWhenAllIsGone() {
        Trie trie = new Trie();
        assertThat(trie.root()).isEqualTo(Trie.EMPTY_ROOT);
        trie.put(new byte[] {1, 2}, new byte[] {1});
        trie.put(new byte[] {1, 3}, new byte[40]);
        trie.delete(new byte[] {1, 2});
        trie.put(new byte[] {1, 3}, new byte[0]);

        assertThat(trie.root()).isEqualTo(Trie.EMPTY_ROOT);
        trie.forNewNodes((hash, ignored) -> assertThat(hash).isNull());
    }

    @Test
    void hasNothingNewWhenNothingChanged() {
        Trie trie = reopened(filled(1000));
        trie.put(key(7), value(7));
        trie.delete(new byte[] {1});

        trie.forNewNodes((hash, ignored) -> assertThat(hash).isNull());
    }

    @Test
    void loadsTheSiblingOfWhatIsDeleted() {
        Trie two = new Trie();
        two.put(new byte[] {0x11}, value(1));
        two.put(new byte[] {0x12}, value(2));
        Trie stored = reopened(two);
        Trie one = new Trie();
        one.put(new byte[] {0x12}, value(2));

        stored.delete(new byte[] {0x11});
        assertThat(stored.root()).isEqualTo(one.root());

        // Children come first: these are the two leaves, too large to stand in the branch.
        List<Hash> nodes = new ArrayList<>();
        two.forNewNodes((hash, ignored) -> nodes.add(hash));
        written.remove(nodes.get(1));
        Trie broken = new Trie(source, two.root());
        assertThatThrownBy(() -> broken.delete(new byte[] {0x11}))
                .isInstanceOf(MissingDataException.class)
                .hasMessageContaining("(path 0102) not found");
        assertThat(broken.root()).isEqualTo(two.root());
    }

    @Test
    void tellsAHoleFromAnAbsentKey() {
        Trie whole = reopened(filled(1000));
        Hash root = whole.root();
        assertThat(whole.get(key(5000))).isNull();
        written.clear();

        Trie broken = new Trie(source, root);
        assertThatThrownBy(() -> broken.get(key(5000)))
                .isInstanceOf(MissingDataException.class)
                .hasMessage("missing trie node " + root.toString().substring(2) + " (path ) state " + root
                        + " is not available, not found");
        written.put(root, new byte[] {(byte) 0xc1, 0x01});
        assertThatThrownBy(() -> broken.put(key(1), value(1)))
                .isInstanceOf(MissingDataException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void aNodeThatIsTooLargeToBeEmbeddedIsDamage() {
        byte[] node = new RlpWriter()
                .beginList()
                .bytes(new byte[] {0x20})
                .bytes(new byte[] {1})
                .endList()
                .toBytes();
        for (int i = 0; i < 30_000; i++) {
            node = new RlpWriter()
                    .beginList()
                    .bytes(new byte[] {0})
                    .raw(node)
                    .endList()
                    .toBytes();
        }
        byte[] nested = node;
        NodeSource nodes = hash -> nested;
        Hash root = Hash.keccak(nested);

        assertThatThrownBy(() -> new Trie(nodes, root).put(new byte[] {1}, new byte[] {2}))
                .isInstanceOf(MissingDataException.class)
                .hasMessageContaining("damaged");
        assertThatThrownBy(() -> new TrieReader(nodes, root, null).get(new byte[] {1}))
                .isInstanceOf(MissingDataException.class)
                .hasMessageContaining("damaged");
    }

    private static Trie filled(int count) {
        Trie trie = new Trie();
        for (int i = 0; i < count; i++) {
            trie.put(key(i), value(i));
        }
        return trie;
    }

    private static byte[] key(int i) {
        return Hash.keccak(value(i)).toBytes();
    }

    private static byte[] value(int i) {
        byte[] value = new byte[40];
        Arrays.fill(value, (byte) 9);
        value[38] = (byte) (i >>> 8);
        value[39] = (byte) i;
        return value;
    }
}

package dev.drover.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.chain.MissingDataException;
import dev.drover.chain.Word;
import dev.drover.store.Batch;
import dev.drover.store.Schema;
import dev.drover.testing.InMemoryStore;
import dev.drover.trie.Account;
import dev.drover.trie.NodeSource;
import dev.drover.trie.StateWriter;
import dev.drover.trie.Trie;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class StatesTest {
    private static final byte[] CODE = {0x60, 0x01};
    private static final int ACCOUNTS = 300;

    private final InMemoryStore store = new InMemoryStore();
    private final StateWriter written = new StateWriter(NodeSource.NONE, Trie.EMPTY_ROOT);
    private final States states = new States(1 << 20);

    StatesTest() {
        Random random = new Random(11);
        for (int i = 0; i < ACCOUNTS; i++) {
            Map<Word, Word> slots = new HashMap<>();
            // None, one, and so many that small nodes stand in their parents.
            for (int slot = 0; slot < i % 40; slot++) {
                slots.put(Word.of(slot), Word.of(1 + random.nextInt(3)));
            }
            Hash code = i % 7 == 0 ? Hash.keccak(CODE) : Account.EMPTY_CODE_HASH;
            written.put(address(i), i, Word.of(random.nextLong()), code, slots);
        }
        Batch batch = new Batch();
        written.forNewNodes((hash, rlp) -> batch.put(hash.toBytes(), rlp));
        batch.put(Schema.code(Hash.keccak(CODE)), CODE);
        store.apply(batch, false);
    }

    @Test
    void readsWhatWasWritten() {
        for (int i = 0; i < ACCOUNTS + 20; i++) {
            StoredState state = states.at(store, written.root());
            assertThat(state.account(address(i))).isEqualTo(written.account(address(i)));
            for (int slot = 0; slot < 45; slot++) {
                assertThat(state.storage(address(i), Word.of(slot)))
                        .isEqualTo(written.storage(address(i), Word.of(slot)));
            }
        }
        assertThat(states.at(store, written.root()).code(Hash.keccak(CODE))).isEqualTo(CODE);
        assertThat(states.at(store, Trie.EMPTY_ROOT).account(address(1))).isNull();
    }

    /** A verifier has the root and the proof, and nothing else: the trie that writes is one. */
    @Test
    void provesWhatIsThereAndWhatIsNot() {
        StoredState state = states.at(store, written.root());
        for (int i = 0; i < ACCOUNTS + 20; i++) {
            Address address = address(i);
            StoredState.Proof proof = state.prove(address);
            byte[] key = Hash.keccak(address.toBytes()).toBytes();
            assertThat(verified(proof, written.root(), key)).isEqualTo(proof.value());
            assertThat(proof.value() != null).isEqualTo(i < ACCOUNTS);
            for (int slot = 0; proof.value() != null && slot < 45; slot += 3) {
                Hash root = Account.decode(proof.value()).storageRoot();
                StoredState.Proof of = state.prove(address, Word.of(slot));
                byte[] slotKey = Hash.keccak(Word.of(slot).toBytes()).toBytes();
                assertThat(verified(of, root, slotKey)).isEqualTo(of.value());
                assertThat(of.value() != null).isEqualTo(slot < i % 40);
            }
        }
    }

    private static byte @Nullable [] verified(StoredState.Proof proof, Hash root, byte[] key) {
        Map<Hash, byte[]> nodes = new HashMap<>();
        proof.nodes().forEach(node -> nodes.put(Hash.keccak(node), node));
        assertThat(nodes).hasSize(proof.nodes().size());
        return new Trie(nodes::get, root).get(key);
    }

    @Test
    void answersFromMemoryOnlyWhatWasRead() {
        StoredState memory = states.inMemory(written.root());
        assertThatThrownBy(() -> memory.account(address(7))).isInstanceOf(NotInMemoryException.class);
        states.at(store, written.root()).account(address(7));
        assertThat(states.misses()).isPositive();
        // The cache weighs its entries when it finds the time.
        long deadline = System.nanoTime() + 5_000_000_000L;
        while (states.bytes() == 0 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(states.bytes()).isPositive();
        long misses = states.misses();

        assertThat(memory.account(address(7))).isEqualTo(written.account(address(7)));
        assertThatThrownBy(() -> memory.code(Hash.keccak(CODE))).isInstanceOf(NotInMemoryException.class);
        assertThat(states.hits()).isPositive();
        assertThat(states.misses()).isEqualTo(misses);
    }

    @Test
    void tellsAHoleFromAnAbsentAccount() {
        Hash storageRoot = Objects.requireNonNull(written.account(address(39))).storageRoot();
        Batch hole = new Batch();
        hole.delete(storageRoot.toBytes());
        store.apply(hole, false);
        StoredState state = states.at(store, written.root());

        assertThatThrownBy(() -> state.storage(address(39), Word.of(1)))
                .isInstanceOf(MissingDataException.class)
                .hasMessage("missing trie node " + storageRoot.toString().substring(2) + " (owner "
                        + Hash.keccak(address(39).toBytes()).toString().substring(2) + ") (path ) not found");
        assertThatThrownBy(() -> state.code(storageRoot)).isInstanceOf(MissingDataException.class);
        Hash nowhere = Hash.keccak(CODE);
        assertThatThrownBy(() -> new States(0).at(store, nowhere).account(address(1)))
                .isInstanceOf(MissingDataException.class)
                .hasMessage("missing trie node " + nowhere.toString().substring(2) + " (path ) state " + nowhere
                        + " is not available, not found");
    }

    private static Address address(int i) {
        return Address.of(Hash.keccak(Word.of(i).toBytes()).toBytes(), 0);
    }
}

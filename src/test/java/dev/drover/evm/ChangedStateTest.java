package dev.drover.evm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.chain.Address;
import dev.drover.chain.Word;
import dev.drover.trie.Account;
import dev.drover.trie.Trie;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A world on a changed state reads the same values as the world that changed it. */
final class ChangedStateTest {
    private static final Address OLD = new Address(0, 0, 1001);
    private static final Address NEW = new Address(0, 0, 1002);
    private static final Address GONE = new Address(0, 0, 1003);
    private static final Address WIPED = new Address(0, 0, 1004);
    private static final byte[] CODE = {0x5b};

    private final MemoryState base = new MemoryState()
            .put(OLD, 1, Word.of(10), new byte[0], Map.of(Word.of(1), Word.of(11), Word.of(2), Word.of(12)))
            .put(GONE, 0, Word.ZERO, new byte[0], Map.of())
            .put(WIPED, 1, Word.of(1), new byte[0], Map.of(Word.of(1), Word.of(11)));

    @Test
    void readsChangesAndUnchangedValues() {
        World world = new World(base, new CodeCache(1 << 20));
        world.setBalance(OLD, Word.of(20));
        world.setStorage(OLD, Word.of(2), Word.ZERO);
        world.setStorage(OLD, Word.of(3), Word.of(13));
        world.setCode(NEW, CODE);
        world.setStorage(NEW, Word.of(1), Word.of(21));
        world.addBalance(GONE, Word.ZERO);
        world.clearStorage(WIPED);
        world.endTransaction(true);

        ChangedState changed = new ChangedState(base, world.changes());
        Account old = Objects.requireNonNull(changed.account(OLD));
        assertThat(old.balance()).isEqualTo(Word.of(20));
        assertThat(old.nonce()).isEqualTo(1);
        assertThat(changed.storage(OLD, Word.of(1))).isEqualTo(Word.of(11));
        assertThat(changed.storage(OLD, Word.of(2))).isEqualTo(Word.ZERO);
        assertThat(changed.storage(OLD, Word.of(3))).isEqualTo(Word.of(13));
        Account fresh = Objects.requireNonNull(changed.account(NEW));
        assertThat(changed.code(fresh.codeHash())).isEqualTo(CODE);
        assertThat(fresh.storageRoot()).isNotEqualTo(Trie.EMPTY_ROOT);
        assertThat(changed.account(GONE)).isNull();
        assertThat(Objects.requireNonNull(changed.account(WIPED)).storageRoot()).isEqualTo(Trie.EMPTY_ROOT);
        assertThat(changed.storage(WIPED, Word.of(1))).isEqualTo(Word.ZERO);

        World next = new World(changed, new CodeCache(1 << 20));
        for (Address address : List.of(OLD, NEW, GONE, WIPED)) {
            assertThat(next.balance(address)).isEqualTo(world.balance(address));
            assertThat(next.code(address)).isEqualTo(world.code(address));
            for (int slot = 1; slot < 4; slot++) {
                assertThat(next.storage(address, Word.of(slot))).isEqualTo(world.storage(address, Word.of(slot)));
            }
        }
    }
}

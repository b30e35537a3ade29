package dev.drover.rpc.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.chain.Word;
import dev.drover.evm.CodeCache;
import dev.drover.evm.World;
import dev.drover.state.States;
import dev.drover.testing.InMemoryStore;
import dev.drover.trie.NodeSource;
import dev.drover.trie.StateWriter;
import dev.drover.trie.Trie;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** States one upon the other, next to a model that says from nothing what each of them is. */
final class SimulatedStatesTest {
    private static final int ACCOUNTS = 12;

    private final Random random = new Random(20261123);
    private final Map<Address, Model> models = new HashMap<>();

    private static final class Model {
        private long wei;
        private byte[] code = {};
        private final Map<Word, Word> slots = new HashMap<>();
    }

    @Test
    void hasTheRootThatTheSameStateHasFromNothing() {
        CodeCache codes = new CodeCache(0);
        SimulatedStates states =
                new SimulatedStates(new States(0).at(new InMemoryStore(), Trie.EMPTY_ROOT), Trie.EMPTY_ROOT);
        for (int block = 0; block < 150; block++) {
            World world = new World(states.last(), codes);
            for (int transaction = random.nextInt(4); transaction > 0; transaction--) {
                for (int change = random.nextInt(6); change > 0; change--) {
                    change(world);
                }
                endTransaction(world);
            }
            Hash expected = root();
            assertThat(states.rootAfter(world.changes())).as("block " + block).isEqualTo(expected);
            assertThat(states.add(world.changes())).as("block " + block).isEqualTo(expected);
            models.forEach((address, model) -> {
                assertThat(states.last().account(address) == null).isEqualTo(isEmpty(model));
                World later = new World(states.last(), codes);
                assertThat(later.code(address)).isEqualTo(isEmpty(model) ? new byte[0] : model.code);
                if (!isEmpty(model)) {
                    model.slots.forEach((slot, word) ->
                            assertThat(later.storage(address, slot)).isEqualTo(word));
                }
            });
        }
    }

    private void change(World world) {
        Address address = new Address(0, 0, 1 + random.nextInt(ACCOUNTS));
        Model model = models.computeIfAbsent(address, ignored -> new Model());
        switch (random.nextInt(8)) {
            case 0, 1 -> {
                model.wei = random.nextInt(3);
                world.setBalance(address, Word.of(model.wei));
            }
            case 2 -> {
                model.code = new byte[random.nextInt(3)];
                world.setCode(address, model.code);
            }
            case 3 -> {
                model.slots.clear();
                world.clearStorage(address);
            }
            default -> {
                Word slot = Word.of(random.nextInt(20));
                Word value = Word.of(random.nextInt(3));
                model.slots.put(slot, value);
                world.setStorage(address, slot, value);
            }
        }
    }

    private void endTransaction(World world) {
        world.endTransaction(true);
        // What is empty goes, storage and all (EIP-161).
        models.values().stream().filter(SimulatedStatesTest::isEmpty).forEach(model -> model.slots.clear());
    }

    private Hash root() {
        StateWriter fresh = new StateWriter(NodeSource.NONE, Trie.EMPTY_ROOT);
        models.forEach((address, model) -> {
            if (!isEmpty(model)) {
                fresh.put(address, 0, Word.of(model.wei), Hash.keccak(model.code), model.slots);
            }
        });
        return fresh.root();
    }

    private static boolean isEmpty(Model model) {
        return model.wei == 0 && model.code.length == 0;
    }
}

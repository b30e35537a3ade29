package dev.drover.trie;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drover.blocks.ChainReader;
import dev.drover.chain.Address;
import dev.drover.chain.Block;
import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.chain.Receipt;
import dev.drover.chain.Transaction;
import dev.drover.chain.Word;
import dev.drover.testing.RecordedChain;
import dev.drover.testing.Shared;
import java.io.IOException;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StateWriterTest {
    private static final Address ALICE = Address.fromHex("0x00000000000000000000000000000000000a11ce");
    private static final Address BOB = Address.fromHex("0x0000000000000000000000000000000000000b0b");

    @ParameterizedTest
    @ValueSource(strings = {"modern", "ethash"})
    void reachesTheStateRootOfAGenesis(String chain) throws IOException {
        JsonNode genesis = new ObjectMapper()
                .readTree(Shared.path("recordings/" + chain + "-two-masters.genesis.json")
                        .toFile());
        StateWriter state = new StateWriter(NodeSource.NONE, Trie.EMPTY_ROOT);
        genesis.get("alloc").properties().forEach(entry -> {
            JsonNode account = entry.getValue();
            byte[] code =
                    HexFormat.of().parseHex(account.path("code").asText("0x").substring(2));
            Map<Word, Word> slots = new HashMap<>();
            account.path("storage")
                    .properties()
                    .forEach(slot ->
                            slots.put(word(slot.getKey()), word(slot.getValue().asText())));
            state.put(
                    Address.fromHex(entry.getKey()),
                    number(account.path("nonce").asText("0")).longValueExact(),
                    Word.of(number(account.path("balance").asText("0"))),
                    Hash.keccak(code),
                    slots);
        });

        ChainReader reader = new ChainReader(RecordedChain.ofFixture(chain).store());
        BlockId first = Objects.requireNonNull(reader.canonical(0));
        assertThat(state.root()).isEqualTo(reader.header(first).stateRoot());
    }

    @Test
    void undoneChangesLeaveTheRootAsItWas() {
        Map<Hash, byte[]> written = new HashMap<>();
        StateWriter base = new StateWriter(NodeSource.NONE, Trie.EMPTY_ROOT);
        for (int i = 0; i < 500; i++) {
            base.put(address(i), i, Word.of(1000L + i), Account.EMPTY_CODE_HASH, Map.of(Word.of(i), Word.of(7)));
        }
        base.forNewNodes(written::put);
        StateWriter state = new StateWriter(written::get, base.root());

        state.put(ALICE, 1, Word.of(5), Account.EMPTY_CODE_HASH, Map.of(Word.of(1), Word.of(2)));
        state.put(address(3), 9, Word.ZERO, Account.EMPTY_CODE_HASH, Map.of(Word.of(3), Word.ZERO));
        assertThat(state.root()).isNotEqualTo(base.root());
        assertThat(state.storage(ALICE, Word.of(1))).isEqualTo(Word.of(2));
        assertThat(state.storage(address(3), Word.of(3))).isEqualTo(Word.ZERO);
        assertThat(state.storage(BOB, Word.of(3))).isEqualTo(Word.ZERO);

        state.delete(ALICE);
        state.put(address(3), 3, Word.of(1003), Account.EMPTY_CODE_HASH, Map.of(Word.of(3), Word.of(7)));
        assertThat(state.account(ALICE)).isNull();
        assertThat(state.root()).isEqualTo(base.root());
    }

    @Test
    void anAccountThatComesBackHasNoStorage() {
        StateWriter state = new StateWriter(NodeSource.NONE, Trie.EMPTY_ROOT);
        state.put(BOB, 0, Word.of(1), Account.EMPTY_CODE_HASH);
        state.put(ALICE, 1, Word.ZERO, Account.EMPTY_CODE_HASH, Map.of(Word.of(1), Word.of(2)));
        state.delete(ALICE);
        state.put(ALICE, 1, Word.ZERO, Account.EMPTY_CODE_HASH, Map.of(Word.of(5), Word.ZERO));

        assertThat(state.account(ALICE)).isEqualTo(new Account(1, Word.ZERO, Trie.EMPTY_ROOT, Account.EMPTY_CODE_HASH));
    }

    @ParameterizedTest
    @ValueSource(strings = {"modern", "ethash"})
    void reachesTheRootsOfTheListsInBlocks(String chain) {
        ChainReader reader = new ChainReader(RecordedChain.ofFixture(chain).store());
        for (BlockId id = reader.canonical(0); id != null; id = reader.canonical(id.number() + 1)) {
            Block block = reader.block(id);
            assertThat(ListRoot.of(block.body().transactions().stream()
                            .map(Transaction::encoded)
                            .toList()))
                    .as("transactions of block " + id)
                    .isEqualTo(block.header().transactionsRoot());
            assertThat(ListRoot.of(
                            reader.receipts(block).stream().map(Receipt::encode).toList()))
                    .as("receipts of block " + id)
                    .isEqualTo(block.header().receiptsRoot());
        }
    }

    private static Address address(int i) {
        return Address.of(Hash.keccak(Word.of(i).toBytes()).toBytes(), 0);
    }

    private static Word word(String hex) {
        return Word.of(number(hex));
    }

    private static BigInteger number(String text) {
        return text.startsWith("0x") ? new BigInteger("0" + text.substring(2), 16) : new BigInteger(text);
    }
}

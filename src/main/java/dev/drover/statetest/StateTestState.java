package dev.drover.statetest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.chain.MissingDataException;
import dev.drover.chain.Word;
import dev.drover.evm.AccountChange;
import dev.drover.trie.Account;
import dev.drover.trie.NodeSource;
import dev.drover.trie.StateView;
import dev.drover.trie.StateWriter;
import dev.drover.trie.Trie;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state before a state test, held in memory. */
final class StateTestState implements StateView {
    private final StateWriter tries = new StateWriter(NodeSource.NONE, Trie.EMPTY_ROOT);
    private final Map<Hash, byte[]> codes = new HashMap<>();

    /** @param pre accounts by address */
    StateTestState(JsonNode pre) {
        for (Map.Entry<String, JsonNode> entry : pre.properties()) {
            JsonNode account = entry.getValue();
            byte[] code = bytes(account.path("code").asText());
            Hash codeHash = Hash.keccak(code);
            codes.put(codeHash, code);
            Map<Word, Word> storage = new HashMap<>();
            account.path("storage")
                    .properties()
                    .forEach(slot -> storage.put(
                            word(slot.getKey()), word(slot.getValue().asText())));
            tries.put(
                    Address.fromHex(entry.getKey()),
                    word(account.path("nonce").asText()).w3(),
                    word(account.path("balance").asText()),
                    codeHash,
                    storage);
        }
    }

    @Override
    public @Nullable Account account(Address address) {
        return tries.account(address);
    }

    @Override
    public byte[] code(Hash codeHash) {
        byte[] code = codes.get(codeHash);
        if (code == null) {
            throw new MissingDataException("no code " + codeHash);
        }
        return code;
    }

    @Override
    public Word storage(Address address, Word slot) {
        return tries.storage(address, slot);
    }

    /** Applies the changes and returns the new state root. The state must not be used afterwards. */
    Hash rootAfter(List<AccountChange> changes) {
        changes.forEach(change -> change.applyTo(tries));
        return tries.root();
    }

    /** Parses any number of hex digits, with or without the prefix 0x. */
    static byte[] bytes(String hex) {
        String digits = hex.startsWith("0x") ? hex.substring(2) : hex;
        return HexFormat.of().parseHex(digits.length() % 2 == 0 ? digits : "0" + digits);
    }

    /** Parses a quantity. Throws IllegalArgumentException if it has more than 256 bits. */
    static Word word(String hex) {
        return Word.of(bytes(hex));
    }
}

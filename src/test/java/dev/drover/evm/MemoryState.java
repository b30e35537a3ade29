package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.chain.Word;
import dev.drover.trie.Account;
import dev.drover.trie.NodeSource;
import dev.drover.trie.StateView;
import dev.drover.trie.StateWriter;
import dev.drover.trie.Trie;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A state in memory. */
final class MemoryState implements StateView {
    private final StateWriter writer = new StateWriter(NodeSource.NONE, Trie.EMPTY_ROOT);
    private final Map<Hash, byte[]> codes = new HashMap<>();

    MemoryState put(Address address, long nonce, Word balance, byte[] code, Map<Word, Word> storage) {
        codes.put(Hash.keccak(code), code);
        writer.put(address, nonce, balance, Hash.keccak(code), storage);
        return this;
    }

    @Override
    public @Nullable Account account(Address address) {
        return writer.account(address);
    }

    @Override
    public byte[] code(Hash codeHash) {
        return Objects.requireNonNull(codes.get(codeHash));
    }

    @Override
    public Word storage(Address address, Word slot) {
        return writer.storage(address, slot);
    }
}

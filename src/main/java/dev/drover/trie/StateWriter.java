package dev.drover.trie;

import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.chain.Word;
import dev.drover.crypto.Keccak;
import dev.drover.rlp.RlpReader;
import dev.drover.rlp.RlpWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Applies changes to a state and computes its new root and the nodes to be written. Keys are the keccak of addresses and slots.
 * Code is not part of the tries; callers that change it write it under its hash. Throws
 * {@link dev.drover.chain.MissingDataException} if the source does not have a node that a change needs. Not thread-safe.
 */
public final class StateWriter {
    private final NodeSource source;
    private final Trie accounts;
    private final Map<Hash, Trie> storages = new HashMap<>();

    /** Opens the state with this root; {@link Trie#EMPTY_ROOT} for a state without accounts. */
    public StateWriter(NodeSource source, Hash root) {
        this.source = source;
        this.accounts = new Trie(source, root);
    }

    /** Returns the account with all changes so far, or null if there is none. */
    public @Nullable Account account(Address address) {
        byte[] rlp = accounts.get(Keccak.hash(address.toBytes()));
        return rlp == null ? null : Account.decode(rlp);
    }

    /** Returns the value of a storage slot with all changes so far. */
    public Word storage(Address address, Word slot) {
        Account account = account(address);
        if (account == null) {
            return Word.ZERO;
        }
        byte[] rlp =
                storage(Hash.keccak(address.toBytes()), account.storageRoot()).get(Keccak.hash(slot.toBytes()));
        return rlp == null ? Word.ZERO : Word.of(RlpReader.of(rlp).uint256());
    }

    /** Writes an account and leaves its storage unchanged. */
    public void put(Address address, long nonce, Word balance, Hash codeHash) {
        put(address, nonce, balance, codeHash, Map.of());
    }

    /**
     * Writes an account.
     *
     * @param codeHash keccak of its code
     * @param slots the new values of changed storage slots, zero to clear a slot
     */
    public void put(Address address, long nonce, Word balance, Hash codeHash, Map<Word, Word> slots) {
        Account before = account(address);
        Hash storageRoot = before == null ? Trie.EMPTY_ROOT : before.storageRoot();
        if (!slots.isEmpty()) {
            Trie storage = storage(Hash.keccak(address.toBytes()), storageRoot);
            slots.forEach((slot, value) -> storage.put(Keccak.hash(slot.toBytes()), encode(value)));
            storageRoot = storage.root();
        }
        accounts.put(Keccak.hash(address.toBytes()), new Account(nonce, balance, storageRoot, codeHash).encode());
    }

    /** Deletes an account and its storage, if it exists. An account put at the address later starts with empty storage. */
    public void delete(Address address) {
        storages.remove(Hash.keccak(address.toBytes()));
        accounts.delete(Keccak.hash(address.toBytes()));
    }

    /** Returns the root with all changes so far. */
    public Hash root() {
        return accounts.root();
    }

    /** Passes the new nodes, which must be written so that the root can be read, to {@code consumer}, the root last. */
    public void forNewNodes(BiConsumer<Hash, byte[]> consumer) {
        storages.values().forEach(storage -> storage.forNewNodes(consumer));
        accounts.forNewNodes(consumer);
    }

    private Trie storage(Hash owner, Hash root) {
        return storages.computeIfAbsent(owner, key -> new Trie(source, root, key));
    }

    private static byte[] encode(Word value) {
        return value.isZero()
                ? TrieNode.NO_BYTES
                : new RlpWriter(40).integer(value.toBigInteger()).toBytes();
    }
}

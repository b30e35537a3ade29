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
 * Changes a state and tells its new root, and the nodes that must be written for it. Keys are the keccak of addresses and
 * slots. Code is no part of the tries: who changes it writes it under its hash. Throws
 * {@link dev.drover.chain.MissingDataException} where the source lacks a node that a change needs. One thread at a time.
 */
public final class StateWriter {
    private final NodeSource source;
    private final Trie accounts;
    private final Map<Hash, Trie> storages = new HashMap<>();

    /** The state with this root, {@link Trie#EMPTY_ROOT} for one without accounts. */
    public StateWriter(NodeSource source, Hash root) {
        this.source = source;
        this.accounts = new Trie(source, root);
    }

    /** The account as it is with all changes so far, or null if there is none. */
    public @Nullable Account account(Address address) {
        byte[] rlp = accounts.get(Keccak.hash(address.toBytes()));
        return rlp == null ? null : Account.decode(rlp);
    }

    /** What stands in a slot with all changes so far. */
    public Word storage(Address address, Word slot) {
        Account account = account(address);
        if (account == null) {
            return Word.ZERO;
        }
        byte[] rlp =
                storage(Hash.keccak(address.toBytes()), account.storageRoot()).get(Keccak.hash(slot.toBytes()));
        return rlp == null ? Word.ZERO : Word.of(RlpReader.of(rlp).uint256());
    }

    /** Writes an account whose storage stays as it is. */
    public void put(Address address, long nonce, Word balance, Hash codeHash) {
        put(address, nonce, balance, codeHash, Map.of());
    }

    /**
     * Writes an account.
     *
     * @param codeHash keccak of its code
     * @param slots what changes in its storage: the new value of each slot, zero to clear it
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

    /** Removes an account and all its storage, if it is there. One put afterwards begins with empty storage. */
    public void delete(Address address) {
        storages.remove(Hash.keccak(address.toBytes()));
        accounts.delete(Keccak.hash(address.toBytes()));
    }

    /** The root with all changes so far. */
    public Hash root() {
        return accounts.root();
    }

    /** Hands over the nodes that must be written for the root to be readable, the root last. */
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

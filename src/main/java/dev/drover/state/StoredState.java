package dev.drover.state;

import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.chain.MissingDataException;
import dev.drover.chain.Word;
import dev.drover.crypto.Keccak;
import dev.drover.rlp.RlpException;
import dev.drover.rlp.RlpReader;
import dev.drover.trie.Account;
import dev.drover.trie.NodeSource;
import dev.drover.trie.StateView;
import dev.drover.trie.TrieReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state with one root, read from a source of nodes, with Merkle proofs. Caches the accounts that were read. Not thread-safe.
 */
public final class StoredState implements StateView {
    private static final byte[] NO_CODE = {};

    private final NodeSource nodes;
    private final NodeSource codes;
    private final TrieReader accounts;
    /** Accounts read so far. A value with a null account means that there is none. */
    private final Map<Address, Known> known = new HashMap<>();

    private record Known(Hash key, @Nullable Account account) {}

    /**
     * The nodes on a path through a trie, root first. They prove the value of a key, or that there is none.
     *
     * @param value the value, RLP; null if there is none
     */
    public record Proof(List<byte[]> nodes, byte @Nullable [] value) {}

    StoredState(Hash root, NodeSource nodes, NodeSource codes) {
        this.nodes = nodes;
        this.codes = codes;
        this.accounts = new TrieReader(nodes, root, null);
    }

    @Override
    public @Nullable Account account(Address address) {
        return known(address).account;
    }

    @Override
    public byte[] code(Hash codeHash) {
        if (codeHash.equals(Account.EMPTY_CODE_HASH)) {
            return NO_CODE;
        }
        byte[] code = codes.node(codeHash);
        if (code == null) {
            throw new MissingDataException("code " + codeHash + " is not in the store");
        }
        return code;
    }

    @Override
    public Word storage(Address address, Word slot) {
        Known owner = known(address);
        if (owner.account == null) {
            return Word.ZERO;
        }
        byte[] rlp = storage(owner.key, owner.account).get(Keccak.hash(slot.toBytes()));
        return rlp == null ? Word.ZERO : decodeSlot(rlp);
    }

    /**
     * Returns the state with another root.
     *
     * @param added further nodes and code, which this state's source does not have
     */
    public StoredState with(Hash newRoot, NodeSource added) {
        return new StoredState(newRoot, either(added, nodes), either(added, codes));
    }

    private static NodeSource either(NodeSource first, NodeSource second) {
        return hash -> {
            byte[] content = first.node(hash);
            return content == null ? second.node(hash) : content;
        };
    }

    /** Returns the source of the nodes of its tries. */
    public NodeSource nodes() {
        return nodes;
    }

    /** Returns the proof of an account. */
    public Proof prove(Address address) {
        return prove(accounts, known(address).key.toBytes());
    }

    /** Returns the proof of a storage slot. It has no nodes if there is no account or its storage is empty. */
    public Proof prove(Address address, Word slot) {
        Known owner = known(address);
        return owner.account == null
                ? new Proof(List.of(), null)
                : prove(storage(owner.key, owner.account), Keccak.hash(slot.toBytes()));
    }

    /** Decodes a value of a storage trie. */
    public static Word decodeSlot(byte[] rlp) {
        try {
            return Word.of(RlpReader.of(rlp).uint256());
        } catch (RlpException e) {
            throw new MissingDataException("a storage value is damaged: " + e.getMessage());
        }
    }

    private static Proof prove(TrieReader trie, byte[] key) {
        List<byte[]> nodes = new ArrayList<>();
        byte[] value = trie.get(key, nodes::add);
        return new Proof(nodes, value);
    }

    private TrieReader storage(Hash owner, Account account) {
        return new TrieReader(nodes, account.storageRoot(), owner);
    }

    private Known known(Address address) {
        Known before = known.get(address);
        if (before != null) {
            return before;
        }
        Known read = read(address);
        known.put(address, read);
        return read;
    }

    private Known read(Address address) {
        byte[] key = Keccak.hash(address.toBytes());
        byte[] rlp = accounts.get(key);
        try {
            return new Known(Hash.of(key), rlp == null ? null : Account.decode(rlp));
        } catch (RlpException e) {
            throw new MissingDataException("account " + address + " is damaged: " + e.getMessage());
        }
    }
}

package dev.drover.trie;

import dev.drover.chain.Hash;
import dev.drover.rlp.RlpException;
import dev.drover.rlp.RlpReader;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks up keys in an immutable trie. Walks the encoded nodes and creates no objects for them, because every read of a state
 * goes through this class.
 */
public final class TrieReader {
    private static final int SHORT_ITEMS = 2;
    private static final int BRANCH_ITEMS = 17;

    private final NodeSource source;
    private final Hash root;
    private final @Nullable Hash owner;

    /** @param owner keccak of the address for a storage trie, null for the account trie; used in error messages */
    public TrieReader(NodeSource source, Hash root, @Nullable Hash owner) {
        this.source = source;
        this.root = root;
        this.owner = owner;
    }

    /** Returns the value under a key, or null if the trie proves that there is none. */
    public byte @Nullable [] get(byte[] key) {
        return get(key, node -> {});
    }

    /**
     * Returns the value under a key, or null if the trie proves that there is none. Passes the nodes of the proof to {@code
     * proof}, the root first and without nodes embedded in their parents. An empty trie has no nodes.
     */
    public byte @Nullable [] get(byte[] key, Consumer<byte[]> proof) {
        if (root.equals(Trie.EMPTY_ROOT)) {
            return null;
        }
        return new Walk(Nibbles.of(key), proof).run();
    }

    /** A lookup of one key. */
    private final class Walk {
        private final byte[] nibbles;
        private final Consumer<byte[]> proof;
        private int at;
        private Hash hash = root;
        private byte[] node;
        /** The result; null if there is no value under the key. */
        private byte @Nullable [] value;

        Walk(byte[] nibbles, Consumer<byte[]> proof) {
            this.nibbles = nibbles;
            this.proof = proof;
            this.node = load();
        }

        byte @Nullable [] run() {
            try {
                while (step()) {
                    // Continue with the next node.
                }
                return value;
            } catch (RlpException e) {
                throw MissingNode.damaged(hash, owner, nibbles, at, e);
            }
        }

        /** Descends to a child. Returns false at the end of the path. */
        private boolean step() {
            RlpReader items = RlpReader.listOf(node);
            return switch (count(RlpReader.listOf(node))) {
                case SHORT_ITEMS -> stepThroughShort(items);
                case BRANCH_ITEMS -> stepThroughBranch(items);
                default -> throw new RlpException("a trie node has 2 or 17 items");
            };
        }

        private boolean stepThroughShort(RlpReader items) {
            byte[] packed = items.bytes();
            byte[] path = Nibbles.unpack(packed);
            if (Nibbles.common(path, nibbles, at) < path.length) {
                return false;
            }
            at += path.length;
            if (!Nibbles.isLeaf(packed)) {
                return descend(items);
            }
            value = at == nibbles.length ? items.bytes() : null;
            return false;
        }

        private boolean stepThroughBranch(RlpReader items) {
            int index = at == nibbles.length ? BRANCH_ITEMS - 1 : nibbles[at];
            for (int i = 0; i < index; i++) {
                items.skip();
            }
            if (at == nibbles.length) {
                value = items.nextLength() == 0 ? null : items.bytes();
                return false;
            }
            at++;
            return descend(items);
        }

        private boolean descend(RlpReader items) {
            if (items.nextIsList()) {
                node = TrieNode.embedded(items);
                return true;
            }
            if (items.nextLength() == 0) {
                return false;
            }
            hash = Hash.of(items.bytes(Hash.LENGTH));
            node = load();
            return true;
        }

        private byte[] load() {
            byte[] loaded = source.node(hash);
            if (loaded == null) {
                throw MissingNode.absent(hash, owner, nibbles, at);
            }
            proof.accept(loaded);
            return loaded;
        }
    }

    private static int count(RlpReader items) {
        int count = 0;
        for (; items.hasNext(); count++) {
            items.skip();
        }
        return count;
    }
}

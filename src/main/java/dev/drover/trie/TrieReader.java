package dev.drover.trie;

import dev.drover.chain.Hash;
import dev.drover.rlp.RlpException;
import dev.drover.rlp.RlpReader;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks keys up in a trie that is not changed: walks the encoded nodes as they are and makes no objects of them, since this
 * is what every read of a state does.
 */
public final class TrieReader {
    private static final int SHORT_ITEMS = 2;
    private static final int BRANCH_ITEMS = 17;

    private final NodeSource source;
    private final Hash root;
    private final @Nullable Hash owner;

    /** @param owner keccak of the address whose storage it is; null for accounts. Messages name it */
    public TrieReader(NodeSource source, Hash root, @Nullable Hash owner) {
        this.source = source;
        this.root = root;
        this.owner = owner;
    }

    /** The value under a key, or null if the trie proves that there is none. */
    public byte @Nullable [] get(byte[] key) {
        return get(key, node -> {});
    }

    /**
     * The same, and hands over the nodes that prove it, from the root on: those with a hash, not those that stand in their
     * parents. An empty trie has none.
     */
    public byte @Nullable [] get(byte[] key, Consumer<byte[]> proof) {
        if (root.equals(Trie.EMPTY_ROOT)) {
            return null;
        }
        return new Walk(Nibbles.of(key), proof).run();
    }

    /** One look-up. */
    private final class Walk {
        private final byte[] nibbles;
        private final Consumer<byte[]> proof;
        private int at;
        private Hash hash = root;
        private byte[] node;
        /** What the walk ended at; null if nothing is under the key. */
        private byte @Nullable [] value;

        Walk(byte[] nibbles, Consumer<byte[]> proof) {
            this.nibbles = nibbles;
            this.proof = proof;
            this.node = load();
        }

        byte @Nullable [] run() {
            try {
                while (step()) {
                    // On to the next node.
                }
                return value;
            } catch (RlpException e) {
                throw MissingNode.damaged(hash, owner, nibbles, at, e);
            }
        }

        /** Goes on to a child; false at the end of the path. */
        private boolean step() {
            RlpReader items = RlpReader.listOf(node);
            return switch (count(RlpReader.listOf(node))) {
                case SHORT_ITEMS -> passShort(items);
                case BRANCH_ITEMS -> passBranch(items);
                default -> throw new RlpException("a trie node has 2 or 17 items");
            };
        }

        private boolean passShort(RlpReader items) {
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

        private boolean passBranch(RlpReader items) {
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
                node = items.raw();
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

package dev.drover.trie;

import dev.drover.chain.Hash;
import dev.drover.rlp.RlpException;
import dev.drover.rlp.RlpReader;
import dev.drover.rlp.RlpWriter;
import org.jspecify.annotations.Nullable;

/**
 * A node of a Merkle Patricia trie (Yellow Paper, appendix D). Immutable: a change creates new nodes along its path and shares
 * the rest. Arrays belong to the node. Encodings and hashes are computed lazily and cached.
 */
abstract sealed class TrieNode permits TrieNode.Leaf, TrieNode.Extension, TrieNode.Branch, TrieNode.Stored {
    /** A node whose encoding is shorter than this is embedded in its parent instead of being referenced by hash. */
    private static final int EMBEDDED_BELOW = Hash.LENGTH;

    private byte @Nullable [] rlp;
    private @Nullable Hash hash;

    /** The end of a path, with the value. */
    static final class Leaf extends TrieNode {
        final byte[] path;
        final byte[] value;

        Leaf(byte[] path, byte[] value) {
            this.path = path;
            this.value = value;
        }

        @Override
        void write(RlpWriter out) {
            out.beginList().bytes(Nibbles.pack(path, true)).bytes(value).endList();
        }
    }

    /** A part of the path that all keys below share. The child is a branch. */
    static final class Extension extends TrieNode {
        final byte[] path;
        final TrieNode child;

        Extension(byte[] path, TrieNode child) {
            this.path = path;
            this.child = child;
        }

        @Override
        void write(RlpWriter out) {
            out.beginList().bytes(Nibbles.pack(path, false));
            child.writeReference(out);
            out.endList();
        }
    }

    /** A child for each next nibble, and the value of the key that ends here, if there is one. */
    static final class Branch extends TrieNode {
        static final int WIDTH = 16;

        final @Nullable TrieNode[] children;
        final byte @Nullable [] value;

        Branch(@Nullable TrieNode[] children, byte @Nullable [] value) {
            this.children = children;
            this.value = value;
        }

        Branch with(int nibble, @Nullable TrieNode child) {
            @Nullable TrieNode[] changed = children.clone();
            changed[nibble] = child;
            return new Branch(changed, value);
        }

        Branch with(byte @Nullable [] newValue) {
            return new Branch(children, newValue);
        }

        @Override
        void write(RlpWriter out) {
            out.beginList();
            for (TrieNode child : children) {
                if (child == null) {
                    out.bytes(NO_BYTES);
                } else {
                    child.writeReference(out);
                }
            }
            out.bytes(value == null ? NO_BYTES : value).endList();
        }
    }

    /** A reference to a node that has not been loaded. */
    static final class Stored extends TrieNode {
        final Hash hash;

        Stored(Hash hash) {
            this.hash = hash;
        }

        @Override
        void write(RlpWriter out) {
            throw new IllegalStateException("the node " + hash + " was not loaded");
        }

        @Override
        void writeReference(RlpWriter out) {
            out.bytes(hash.toBytes());
        }

        @Override
        Hash hash() {
            return hash;
        }
    }

    static final byte[] NO_BYTES = {};

    /** Writes the encoding of the node. */
    abstract void write(RlpWriter out);

    /** Writes the reference to the node that its parent contains. */
    void writeReference(RlpWriter out) {
        if (isEmbedded()) {
            out.raw(rlp());
        } else {
            out.bytes(hash().toBytes());
        }
    }

    /** Returns whether the node is embedded in its parent. Not meaningful for a root. */
    boolean isEmbedded() {
        return rlp().length < EMBEDDED_BELOW;
    }

    byte[] rlp() {
        if (rlp == null) {
            RlpWriter out = new RlpWriter();
            write(out);
            rlp = out.toBytes();
        }
        return rlp;
    }

    Hash hash() {
        if (hash == null) {
            hash = Hash.keccak(rlp());
        }
        return hash;
    }

    /** Decodes a node. Throws {@link RlpException} if it is malformed. */
    static TrieNode decode(byte[] rlp) {
        return decode(RlpReader.listOf(rlp), RlpReader.listOf(rlp));
    }

    /** Decodes a node with two readers of the same items; the first one is used to count them. */
    private static TrieNode decode(RlpReader count, RlpReader items) {
        int size = 0;
        for (; count.hasNext(); size++) {
            count.skip();
        }
        return switch (size) {
            case 2 -> decodeShort(items);
            case Branch.WIDTH + 1 -> decodeBranch(items);
            default -> throw new RlpException("a trie node has 2 or 17 items, not " + size);
        };
    }

    private static TrieNode decodeShort(RlpReader items) {
        byte[] packed = items.bytes();
        byte[] path = Nibbles.unpack(packed);
        if (Nibbles.isLeaf(packed)) {
            return new Leaf(path, items.bytes());
        }
        TrieNode child = reference(items);
        if (child == null) {
            throw new RlpException("an extension has no child");
        }
        return new Extension(path, child);
    }

    private static TrieNode decodeBranch(RlpReader items) {
        @Nullable TrieNode[] children = new @Nullable TrieNode[Branch.WIDTH];
        for (int i = 0; i < Branch.WIDTH; i++) {
            children[i] = reference(items);
        }
        byte[] value = items.bytes();
        return new Branch(children, value.length == 0 ? null : value);
    }

    private static @Nullable TrieNode reference(RlpReader items) {
        if (items.nextIsList()) {
            return decode(embedded(items));
        }
        return items.nextLength() == 0 ? skipped(items) : new Stored(Hash.of(items.bytes(Hash.LENGTH)));
    }

    /** Reads the node embedded at the cursor. Throws {@link RlpException} if it is too long: real nodes nest only a few levels. */
    static byte[] embedded(RlpReader items) {
        byte[] node = items.raw();
        if (node.length >= EMBEDDED_BELOW) {
            throw new RlpException("a node of " + node.length + " bytes is embedded in its parent");
        }
        return node;
    }

    private static @Nullable TrieNode skipped(RlpReader items) {
        items.skip();
        return null;
    }
}

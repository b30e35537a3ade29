package dev.drover.trie;

import dev.drover.chain.Hash;
import dev.drover.chain.MissingDataException;
import dev.drover.rlp.RlpException;
import dev.drover.trie.TrieNode.Branch;
import dev.drover.trie.TrieNode.Extension;
import dev.drover.trie.TrieNode.Leaf;
import dev.drover.trie.TrieNode.Stored;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A Merkle Patricia trie that can be changed: byte strings as keys and values, the latter never empty (Yellow Paper,
 * appendix D; geth: trie/trie.go). Nodes are loaded from a source as paths reach them. Nothing is written: what is new since
 * the trie was opened, {@link #forNewNodes} tells. Where the source lacks a node, or holds one that is damaged, methods
 * throw {@link MissingDataException} and leave the trie as it was. One thread at a time.
 */
public final class Trie {
    /** The root of an empty trie: keccak of the RLP of the empty string. */
    public static final Hash EMPTY_ROOT =
            Hash.fromHex("0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421");

    private final NodeSource source;
    private final @Nullable Hash owner;
    private @Nullable TrieNode root;

    /** An empty trie. */
    public Trie() {
        this(NodeSource.NONE, EMPTY_ROOT, null);
    }

    /** The trie with this root. */
    public Trie(NodeSource source, Hash root) {
        this(source, root, null);
    }

    /**
     * The trie with this root.
     *
     * @param owner keccak of the address whose storage it is; null for accounts. Messages name it
     */
    public Trie(NodeSource source, Hash root, @Nullable Hash owner) {
        this.source = source;
        this.owner = owner;
        this.root = root.equals(EMPTY_ROOT) ? null : new Stored(root);
    }

    /** The value under a key, or null if the trie proves that there is none. The array is the trie's. */
    public byte @Nullable [] get(byte[] key) {
        byte[] nibbles = Nibbles.of(key);
        TrieNode node = root;
        int at = 0;
        while (true) {
            switch (node) {
                case null -> {
                    return null;
                }
                case Stored stored -> node = load(stored, nibbles, at);
                case Leaf leaf -> {
                    return leads(leaf.path, nibbles, at) && leaf.path.length == nibbles.length - at ? leaf.value : null;
                }
                case Extension extension -> {
                    node = leads(extension.path, nibbles, at) ? extension.child : null;
                    at += extension.path.length;
                }
                case Branch branch -> {
                    if (at == nibbles.length) {
                        return branch.value;
                    }
                    node = branch.children[nibbles[at++]];
                }
            }
        }
    }

    /** Puts a value under a key. A value without bytes is none: it deletes. The array becomes the trie's. */
    public void put(byte[] key, byte[] value) {
        if (value.length == 0) {
            delete(key);
        } else {
            root = put(root, Nibbles.of(key), 0, value);
        }
    }

    /** Removes a key, if it is there. */
    public void delete(byte[] key) {
        root = delete(root, Nibbles.of(key), 0);
    }

    /** The root's hash; {@link #EMPTY_ROOT} if nothing is in the trie. */
    public Hash root() {
        return root == null ? EMPTY_ROOT : root.hash();
    }

    /**
     * Hands over the nodes that this trie has and its source, as far as was looked, has not: what must be written for the
     * root to be readable. Children come before their parents, the root last.
     */
    public void forNewNodes(BiConsumer<Hash, byte[]> consumer) {
        if (root != null) {
            forNewNodes(root, true, consumer);
        }
    }

    /** Walks all keys in ascending order; loads the whole trie. */
    public void forEach(BiConsumer<byte[], byte[]> consumer) {
        forEach(root, TrieNode.NO_BYTES, consumer);
    }

    private TrieNode put(@Nullable TrieNode node, byte[] key, int at, byte[] value) {
        return switch (node) {
            case null -> new Leaf(Nibbles.from(key, at), value);
            case Leaf leaf -> putAtLeaf(leaf, key, at, value);
            case Extension extension -> putAtExtension(extension, key, at, value);
            case Branch branch -> putAtBranch(branch, key, at, value);
            case Stored stored -> {
                TrieNode loaded = load(stored, key, at);
                TrieNode changed = put(loaded, key, at, value);
                yield changed == loaded ? stored : changed;
            }
        };
    }

    private TrieNode putAtLeaf(Leaf leaf, byte[] key, int at, byte[] value) {
        int common = Nibbles.common(leaf.path, key, at);
        if (common == leaf.path.length && at + common == key.length) {
            return Arrays.equals(leaf.value, value) ? leaf : new Leaf(leaf.path, value);
        }
        Branch fork = new Branch(new @Nullable TrieNode[Branch.WIDTH], null);
        if (common == leaf.path.length) {
            fork = fork.with(leaf.value);
        } else {
            fork = fork.with(leaf.path[common], new Leaf(Nibbles.from(leaf.path, common + 1), leaf.value));
        }
        return below(leaf.path, common, put(fork, key, at + common, value));
    }

    private TrieNode putAtExtension(Extension extension, byte[] key, int at, byte[] value) {
        byte[] path = extension.path;
        int common = Nibbles.common(path, key, at);
        if (common == path.length) {
            TrieNode child = put(extension.child, key, at + common, value);
            return child == extension.child ? extension : new Extension(path, child);
        }
        TrieNode rest = common + 1 == path.length
                ? extension.child
                : new Extension(Nibbles.from(path, common + 1), extension.child);
        Branch fork = new Branch(new @Nullable TrieNode[Branch.WIDTH], null).with(path[common], rest);
        return below(path, common, put(fork, key, at + common, value));
    }

    private TrieNode putAtBranch(Branch branch, byte[] key, int at, byte[] value) {
        if (at == key.length) {
            return Arrays.equals(branch.value, value) ? branch : branch.with(value);
        }
        TrieNode child = branch.children[key[at]];
        TrieNode changed = put(child, key, at + 1, value);
        return changed == child ? branch : branch.with(key[at], changed);
    }

    private static TrieNode below(byte[] path, int length, TrieNode branch) {
        return length == 0 ? branch : new Extension(Arrays.copyOf(path, length), branch);
    }

    private @Nullable TrieNode delete(@Nullable TrieNode node, byte[] key, int at) {
        return switch (node) {
            case null -> null;
            case Leaf leaf -> leads(leaf.path, key, at) && leaf.path.length == key.length - at ? null : leaf;
            case Extension extension -> deleteAtExtension(extension, key, at);
            case Branch branch -> deleteAtBranch(branch, key, at);
            case Stored stored -> {
                TrieNode loaded = load(stored, key, at);
                TrieNode changed = delete(loaded, key, at);
                yield changed == loaded ? stored : changed;
            }
        };
    }

    private @Nullable TrieNode deleteAtExtension(Extension extension, byte[] key, int at) {
        if (!leads(extension.path, key, at)) {
            return extension;
        }
        TrieNode child = delete(extension.child, key, at + extension.path.length);
        if (child == extension.child) {
            return extension;
        }
        return child == null ? null : merged(extension.path, child, child);
    }

    private @Nullable TrieNode deleteAtBranch(Branch branch, byte[] key, int at) {
        if (at == key.length) {
            return branch.value == null ? branch : collapsed(branch.with((byte[]) null), key, at);
        }
        TrieNode child = branch.children[key[at]];
        TrieNode changed = delete(child, key, at + 1);
        if (changed == child) {
            return branch;
        }
        Branch rest = branch.with(key[at], changed);
        return changed == null ? collapsed(rest, key, at) : rest;
    }

    /** What becomes of a branch that lost an entry: with one left it is no fork any more. */
    private @Nullable TrieNode collapsed(Branch branch, byte[] key, int at) {
        int last = -1;
        int count = branch.value == null ? 0 : 1;
        for (int i = 0; i < Branch.WIDTH; i++) {
            if (branch.children[i] != null) {
                last = i;
                count++;
            }
        }
        if (count > 1) {
            return branch;
        }
        if (last < 0) {
            return branch.value == null ? null : new Leaf(TrieNode.NO_BYTES, branch.value);
        }
        TrieNode child = branch.children[last];
        byte[] step = {(byte) last};
        // Whether the steps can become one, only the child itself tells.
        byte[] path = Nibbles.join(Arrays.copyOf(key, at), step);
        return merged(step, child, child instanceof Stored stored ? load(stored, path, path.length) : child);
    }

    /** A path to a node, as one node: leaves and extensions take the path into their own. */
    private static TrieNode merged(byte[] path, TrieNode reference, TrieNode node) {
        return switch (node) {
            case Leaf leaf -> new Leaf(Nibbles.join(path, leaf.path), leaf.value);
            case Extension extension -> new Extension(Nibbles.join(path, extension.path), extension.child);
            case Branch branch -> new Extension(path, reference);
            case Stored stored -> new Extension(path, reference);
        };
    }

    private static void forNewNodes(TrieNode node, boolean isRoot, BiConsumer<Hash, byte[]> consumer) {
        switch (node) {
            case Leaf leaf -> {}
            case Extension extension -> forNewNodes(extension.child, false, consumer);
            case Branch branch -> {
                for (TrieNode child : branch.children) {
                    if (child != null) {
                        forNewNodes(child, false, consumer);
                    }
                }
            }
            case Stored stored -> {
                return;
            }
        }
        if (isRoot || !node.isEmbedded()) {
            consumer.accept(node.hash(), node.rlp());
        }
    }

    private void forEach(@Nullable TrieNode node, byte[] path, BiConsumer<byte[], byte[]> consumer) {
        switch (node) {
            case null -> {}
            case Stored stored -> forEach(load(stored, path, path.length), path, consumer);
            case Leaf leaf -> consumer.accept(Nibbles.toKey(Nibbles.join(path, leaf.path)), leaf.value);
            case Extension extension -> forEach(extension.child, Nibbles.join(path, extension.path), consumer);
            case Branch branch -> {
                if (branch.value != null) {
                    consumer.accept(Nibbles.toKey(path), branch.value);
                }
                for (int i = 0; i < Branch.WIDTH; i++) {
                    forEach(branch.children[i], Nibbles.join(path, new byte[] {(byte) i}), consumer);
                }
            }
        }
    }

    private static boolean leads(byte[] path, byte[] key, int at) {
        return Nibbles.common(path, key, at) == path.length;
    }

    private TrieNode load(Stored stored, byte[] key, int at) {
        byte[] rlp = source.node(stored.hash);
        if (rlp == null) {
            throw MissingNode.absent(stored.hash, owner, key, at);
        }
        try {
            return TrieNode.decode(rlp);
        } catch (RlpException e) {
            throw MissingNode.damaged(stored.hash, owner, key, at, e);
        }
    }
}

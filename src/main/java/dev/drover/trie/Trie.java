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
 * A mutable Merkle Patricia trie (Yellow Paper, appendix D; geth: trie/trie.go). Keys and values are byte strings; values are
 * never empty. Nodes are loaded from a source when a path reaches them. Nothing is written to the source; {@link #forNewNodes}
 * returns the nodes created since the trie was opened. If the source does not have a node, or the node is damaged, methods throw
 * {@link MissingDataException} and leave the trie unchanged. Not thread-safe.
 */
public final class Trie {
    /** The root of an empty trie: keccak of the RLP of the empty string. */
    public static final Hash EMPTY_ROOT =
            Hash.fromHex("0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421");

    private final NodeSource source;
    private final @Nullable Hash owner;
    private @Nullable TrieNode root;

    /** Creates an empty trie. */
    public Trie() {
        this(NodeSource.NONE, EMPTY_ROOT, null);
    }

    /** Opens the trie with this root. */
    public Trie(NodeSource source, Hash root) {
        this(source, root, null);
    }

    /**
     * Opens the trie with this root.
     *
     * @param owner keccak of the address for a storage trie, null otherwise; used in error messages
     */
    public Trie(NodeSource source, Hash root, @Nullable Hash owner) {
        this.source = source;
        this.owner = owner;
        this.root = root.equals(EMPTY_ROOT) ? null : new Stored(root);
    }

    /** Returns the value under a key, or null if the trie proves that there is none. The array must not be modified. */
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

    /** Puts a value under a key; an empty value deletes the key. The trie takes ownership of the array. */
    public void put(byte[] key, byte[] value) {
        if (value.length == 0) {
            delete(key);
        } else {
            root = put(root, Nibbles.of(key), 0, value);
        }
    }

    /** Deletes a key, if it exists. */
    public void delete(byte[] key) {
        root = delete(root, Nibbles.of(key), 0);
    }

    /** Returns the root hash; {@link #EMPTY_ROOT} if the trie is empty. */
    public Hash root() {
        return root == null ? EMPTY_ROOT : root.hash();
    }

    /**
     * Passes the nodes created by changes, which must be written so that the root can be read, to {@code consumer}. Children
     * precede their parents; the root is last.
     */
    public void forNewNodes(BiConsumer<Hash, byte[]> consumer) {
        if (root != null) {
            forNewNodes(root, true, consumer);
        }
    }

    /** Passes all keys and values to {@code consumer}, in ascending order of keys. Loads the whole trie. */
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

    /** Returns the replacement for a branch that lost an entry: with a single entry left, it is no longer a branch. */
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
        // The child must be loaded to find out whether its path can be joined with the nibble.
        byte[] path = Nibbles.join(Arrays.copyOf(key, at), step);
        return merged(step, child, child instanceof Stored stored ? load(stored, path, path.length) : child);
    }

    /** Joins a path with the node below it. Leaves and extensions prepend it to their own path. */
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

package dev.drover.verify;

import dev.drover.chain.Hash;
import dev.drover.rlp.RlpException;
import dev.drover.rlp.RlpReader;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds the hashes in a trie node: those of its children and, in the leaf of an account, the storage root and the code hash. */
public final class NodeReferences {
    private NodeReferences() {}

    /**
     * Returns the first hash in the node that {@code wanted} accepts, or null if there is none.
     *
     * @param node RLP; malformed RLP has no references
     */
    public static @Nullable Hash find(byte[] node, Predicate<Hash> wanted) {
        try {
            return find(RlpReader.listOf(node), wanted);
        } catch (RlpException e) {
            return null;
        }
    }

    private static @Nullable Hash find(RlpReader items, Predicate<Hash> wanted) {
        while (items.hasNext()) {
            Hash found = null;
            if (items.nextIsList()) {
                // A short node that is embedded in its parent.
                found = find(items.list(), wanted);
            } else if (items.nextLength() == Hash.LENGTH) {
                Hash hash = Hash.of(items.bytes());
                found = wanted.test(hash) ? hash : null;
            } else if (items.nextLength() > Hash.LENGTH) {
                // Possibly an account in the value of a leaf.
                found = find(items.bytes(), wanted);
            } else {
                items.skip();
            }
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}

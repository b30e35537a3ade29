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
     * @param node RLP; bytes that are no trie node have no references
     */
    public static @Nullable Hash find(byte[] node, Predicate<Hash> wanted) {
        try {
            return find(RlpReader.listOf(node), wanted, true);
        } catch (RlpException e) {
            return null;
        }
    }

    /** Recurses less than 32 times, because an embedded node is shorter than a hash and the values of an account are short. */
    private static @Nullable Hash find(RlpReader items, Predicate<Hash> wanted, boolean mayHoldAccount) {
        while (items.hasNext()) {
            Hash found = null;
            if (items.nextIsList()) {
                found = find(embedded(items), wanted, false);
            } else if (items.nextLength() == Hash.LENGTH) {
                Hash hash = Hash.of(items.bytes());
                found = wanted.test(hash) ? hash : null;
            } else if (items.nextLength() > Hash.LENGTH && mayHoldAccount) {
                found = find(RlpReader.listOf(items.bytes()), wanted, false);
            } else {
                items.skip();
            }
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static RlpReader embedded(RlpReader items) {
        // The header of so short a list is one byte.
        if (items.nextLength() + 1 >= Hash.LENGTH) {
            throw new RlpException("a node of " + items.nextLength() + " bytes is embedded in its parent");
        }
        return items.list();
    }
}

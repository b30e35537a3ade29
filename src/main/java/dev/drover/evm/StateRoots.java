package dev.drover.evm;

import dev.drover.chain.Hash;
import dev.drover.trie.NodeSource;
import dev.drover.trie.StateWriter;
import java.util.List;

/** Computes state roots after changes of one base state. */
@FunctionalInterface
public interface StateRoots {
    /** Returns the root of the base state after these changes. */
    Hash after(List<AccountChange> changes);

    /** Returns an instance for the base state with this root, whose trie nodes are read from {@code source}. */
    static StateRoots on(NodeSource source, Hash root) {
        return changes -> {
            StateWriter tries = new StateWriter(source, root);
            changes.forEach(change -> change.applyTo(tries));
            return tries.root();
        };
    }
}

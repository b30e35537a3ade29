package dev.drover.evm;

import dev.drover.chain.Hash;
import dev.drover.state.NodeSource;
import dev.drover.state.StateWriter;
import java.util.List;

/** Tells the root of a state after changes. */
@FunctionalInterface
public interface StateRoots {
    /** The root after these changes of the state that this stands on. */
    Hash after(List<AccountChange> changes);

    /** On the state with a root whose nodes are in {@code source}, which is not changed. */
    static StateRoots on(NodeSource source, Hash root) {
        return changes -> {
            StateWriter tries = new StateWriter(source, root);
            changes.forEach(change -> change.applyTo(tries));
            return tries.root();
        };
    }
}

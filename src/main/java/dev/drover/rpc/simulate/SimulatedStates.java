package dev.drover.rpc.simulate;

import dev.drover.chain.Hash;
import dev.drover.evm.AccountChange;
import dev.drover.state.StoredState;
import dev.drover.trie.StateWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The states after simulated blocks, each based on the previous one. New trie nodes and code stay in memory, so that a
 * block costs what it changes, however many precede it. One thread.
 */
final class SimulatedStates {
    private final StoredState base;

    /** The trie nodes and code that {@code base} does not have. */
    private final Map<Hash, byte[]> added = new HashMap<>();

    private Hash root;

    /** Starts with the state {@code base}, which has this root. */
    SimulatedStates(StoredState base, Hash root) {
        this.base = base;
        this.root = root;
    }

    /** Returns the last state. */
    StoredState last() {
        return base.with(root, added::get);
    }

    /** Returns the root that the last state would have after these changes. */
    Hash rootAfter(List<AccountChange> changes) {
        return writer(changes).root();
    }

    /** Applies changes to the last state, makes the result the last state and returns its root. */
    Hash add(List<AccountChange> changes) {
        StateWriter writer = writer(changes);
        root = writer.root();
        writer.forNewNodes(added::put);
        for (AccountChange change : changes) {
            AccountChange.After after = change.after();
            if (after != null && after.code() != null) {
                added.put(after.codeHash(), after.code());
            }
        }
        return root;
    }

    private StateWriter writer(List<AccountChange> changes) {
        StateWriter writer = new StateWriter(last().nodes(), root);
        changes.forEach(change -> change.applyTo(writer));
        return writer;
    }
}

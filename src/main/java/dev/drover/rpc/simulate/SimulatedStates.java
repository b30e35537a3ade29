package dev.drover.rpc.simulate;

import dev.drover.chain.Hash;
import dev.drover.evm.AccountChange;
import dev.drover.state.StateWriter;
import dev.drover.state.StoredState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The states that simulated blocks leave, each upon the one before. What is new in them stays in memory, so that a block
 * costs what it changes, however many came before it. One thread.
 */
final class SimulatedStates {
    private final StoredState base;

    /** Trie nodes and code that {@code base} has not. */
    private final Map<Hash, byte[]> added = new HashMap<>();

    private Hash root;

    /** Begins with the state {@code base}, which has this root. */
    SimulatedStates(StoredState base, Hash root) {
        this.base = base;
        this.root = root;
    }

    /** The last state. */
    StoredState last() {
        return base.with(root, added::get);
    }

    /** The root of the last state after these changes of it. */
    Hash rootAfter(List<AccountChange> changes) {
        return writer(changes).root();
    }

    /** Makes the state after these changes of the last one the last one; returns its root. */
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

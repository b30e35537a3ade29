package dev.drover.evm;

import dev.drover.chain.Address;
import java.util.ArrayList;
import java.util.List;

/** The undo log of a transaction's changes, and the accounts it has touched (geth: core/state/journal.go). */
final class StateJournal {
    /** This account stays touched even if the touch is undone, as in mainnet block 2,675,119 (EIP-161, geth issue 3022). */
    private static final Address RIPEMD = new Address(0, 0, 3);

    private final List<Runnable> undos = new ArrayList<>();
    private final List<LiveAccount> touched = new ArrayList<>();

    int snapshot() {
        return undos.size();
    }

    void revert(int snapshot) {
        for (int i = undos.size() - 1; i >= snapshot; i--) {
            undos.remove(i).run();
        }
    }

    /** Records a change that does not touch an account. */
    void add(Runnable undo) {
        undos.add(undo);
    }

    /** Records a change of an account. */
    void change(LiveAccount account, Runnable undo) {
        if (account.touches++ == 0) {
            touched.add(account);
        }
        undos.add(() -> {
            account.touches--;
            undo.run();
        });
    }

    /** Records that an account was touched without a change (EIP-161). */
    void touch(LiveAccount account) {
        change(account, () -> {});
        if (account.address.equals(RIPEMD)) {
            account.touches++;
        }
    }

    /** Ends the transaction: clears the undo log and returns the accounts that were changed or touched. */
    List<LiveAccount> end() {
        List<LiveAccount> ended = new ArrayList<>();
        for (LiveAccount account : touched) {
            if (account.touches > 0) {
                account.touches = 0;
                account.dirty.forEach(slot -> slot.original = slot.current);
                ended.add(account);
            }
            account.dirty.clear();
        }
        touched.clear();
        undos.clear();
        return ended;
    }
}

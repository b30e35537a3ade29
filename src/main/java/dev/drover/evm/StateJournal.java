package dev.drover.evm;

import dev.drover.chain.Address;
import java.util.ArrayList;
import java.util.List;

/** How to undo what a transaction has changed, and which accounts it has touched (geth: core/state/journal.go). */
final class StateJournal {
    /** Its touch outlives even the undoing of it: so went one block of the main chain (EIP-161, geth issue 3022). */
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

    /** Notes a change that touches no account. */
    void add(Runnable undo) {
        undos.add(undo);
    }

    /** Notes a change of an account. */
    void change(LiveAccount account, Runnable undo) {
        if (account.touches++ == 0) {
            touched.add(account);
        }
        undos.add(() -> {
            account.touches--;
            undo.run();
        });
    }

    /** Notes that an account is touched, though nothing changed. */
    void touch(LiveAccount account) {
        change(account, () -> {});
        if (account.address.equals(RIPEMD)) {
            account.touches++;
        }
    }

    /** Forgets how to undo; returns the accounts that are changed or touched. */
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

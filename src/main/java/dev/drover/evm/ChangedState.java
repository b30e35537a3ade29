package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.chain.Word;
import dev.drover.trie.Account;
import dev.drover.trie.StateView;
import dev.drover.trie.Trie;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A base state with the {@link World#changes changes} of transactions applied. The storage root of a changed account only shows
 * whether its storage is empty. One thread at a time.
 */
public final class ChangedState implements StateView {
    /** A placeholder for the root of a storage that is not empty; no trie has this root. */
    private static final Hash SOME_ROOT = Hash.ZERO;

    private final StateView base;
    private final Map<Address, AccountChange> changes = new HashMap<>();
    private final Map<Hash, byte[]> codes = new HashMap<>();

    /** Creates the state that results from {@code changes} to {@code base}. */
    public ChangedState(StateView base, List<AccountChange> changes) {
        this.base = base;
        for (AccountChange change : changes) {
            this.changes.put(change.address(), change);
            AccountChange.After after = change.after();
            if (after != null && after.code() != null) {
                codes.put(after.codeHash(), after.code());
            }
        }
    }

    @Override
    public @Nullable Account account(Address address) {
        AccountChange change = changes.get(address);
        if (change == null) {
            return base.account(address);
        }
        AccountChange.After after = change.after();
        return after == null
                ? null
                : new Account(after.nonce(), after.balance(), storageRoot(change), after.codeHash());
    }

    private static Hash storageRoot(AccountChange change) {
        Account before = change.before();
        boolean had = before != null
                && !change.storageWiped()
                && !before.storageRoot().equals(Trie.EMPTY_ROOT);
        return had || change.storage().values().stream().anyMatch(word -> !word.isZero()) ? SOME_ROOT : Trie.EMPTY_ROOT;
    }

    @Override
    public byte[] code(Hash codeHash) {
        byte[] code = codes.get(codeHash);
        return code == null ? base.code(codeHash) : code;
    }

    @Override
    public Word storage(Address address, Word slot) {
        AccountChange change = changes.get(address);
        if (change == null) {
            return base.storage(address, slot);
        }
        Word changed = change.storage().get(slot);
        if (changed != null) {
            return changed;
        }
        return change.after() == null || change.storageWiped() ? Word.ZERO : base.storage(address, slot);
    }
}

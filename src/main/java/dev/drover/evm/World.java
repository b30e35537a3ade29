package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.chain.Log;
import dev.drover.chain.Word;
import dev.drover.trie.Account;
import dev.drover.trie.StateView;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The mutable world state of an execution: a base state, and every change since, which can be undone until its transaction
 * ends (geth: core/state/statedb.go). Nothing is written to the base state. One thread at a time.
 */
public final class World implements WorldView {
    private final StateView state;
    private final CodeCache codes;
    private final Map<Address, LiveAccount> accounts = new HashMap<>();
    private final StateJournal journal = new StateJournal();
    private final Set<LiveAccount> changed = new LinkedHashSet<>();
    private final Substate substate = new Substate(journal);
    private int transaction = 1;

    /** Creates a world on the base state {@code state}, whose reads may access the disk. */
    public World(StateView state, CodeCache codes) {
        this.state = state;
        this.codes = codes;
    }

    /** Returns a snapshot that {@link #revert} accepts within the same transaction. */
    public int snapshot() {
        return journal.snapshot();
    }

    /** Undoes every change since {@code snapshot} was taken. */
    public void revert(int snapshot) {
        journal.revert(snapshot);
    }

    LiveAccount account(Address address) {
        LiveAccount account = accountToWarm(address);
        if (!account.loaded) {
            account.load(state);
        }
        return account;
    }

    private LiveAccount accountToWarm(Address address) {
        LiveAccount account = accounts.get(address);
        if (account == null) {
            account = new LiveAccount(address);
            accounts.put(address, account);
        }
        return account;
    }

    @Override
    public boolean exists(Address address) {
        return account(address).exists;
    }

    /** Returns whether the account does not exist or is empty (EIP-161). */
    public boolean isEmpty(Address address) {
        return account(address).isEmpty();
    }

    @Override
    public Word balance(Address address) {
        return account(address).balance;
    }

    @Override
    public long nonce(Address address) {
        return account(address).nonce;
    }

    @Override
    public byte[] code(Address address) {
        return codeOf(account(address)).bytes;
    }

    @Override
    public Hash codeHash(Address address) {
        LiveAccount account = account(address);
        return account.exists ? account.codeHash : Hash.ZERO;
    }

    @Override
    public Word storage(Address address, Word slot) {
        return slot(account(address), slot).current;
    }

    @Override
    public long refund() {
        return substate.refund();
    }

    Code codeOf(LiveAccount account) {
        Code code = account.code;
        if (code == null) {
            code = codes.get(account.codeHash, state);
            account.code = code;
        }
        return code;
    }

    StorageSlot slot(LiveAccount account, Word key) {
        return account.slot(key, state);
    }

    /** Returns whether a contract cannot be created at the account's address (EIP-684, EIP-7610). */
    boolean isTaken(LiveAccount account) {
        return account.nonce != 0 || !account.codeHash.equals(Account.EMPTY_CODE_HASH) || account.hadStorage();
    }

    /** Creates an empty account if it does not exist. */
    void ensureExists(LiveAccount account) {
        if (!account.exists) {
            account.exists = true;
            journal.change(account, () -> account.exists = false);
        }
    }

    /** Marks the account as a contract created in this transaction. */
    void create(LiveAccount account) {
        ensureExists(account);
        int createdIn = account.createdIn;
        account.createdIn = transaction;
        journal.change(account, () -> account.createdIn = createdIn);
    }

    /** Sets the account's balance in wei. */
    public void setBalance(Address address, Word balance) {
        LiveAccount account = account(address);
        ensureExists(account);
        Word old = account.balance;
        account.balance = balance;
        journal.change(account, () -> account.balance = old);
    }

    /** Adds wei to the account's balance. Adding zero still touches the account (EIP-161). */
    public void addBalance(Address address, Word amount) {
        LiveAccount account = account(address);
        ensureExists(account);
        if (!amount.isZero()) {
            setBalance(address, WordMath.add(account.balance, amount));
        } else if (account.isEmpty()) {
            journal.touch(account);
        }
    }

    /** Subtracts wei from the account's balance, which must be high enough. */
    public void subBalance(Address address, Word amount) {
        LiveAccount account = account(address);
        ensureExists(account);
        if (!amount.isZero()) {
            setBalance(address, WordMath.sub(account.balance, amount));
        }
    }

    /** Sets the account's nonce, an unsigned long. */
    public void setNonce(Address address, long nonce) {
        LiveAccount account = account(address);
        ensureExists(account);
        long old = account.nonce;
        account.nonce = nonce;
        journal.change(account, () -> account.nonce = old);
    }

    /** Sets the account's code. The array must not be modified afterwards. */
    public void setCode(Address address, byte[] code) {
        LiveAccount account = account(address);
        ensureExists(account);
        Hash oldHash = account.codeHash;
        Code old = codeOf(account);
        account.codeHash = code.length == 0 ? Account.EMPTY_CODE_HASH : Hash.keccak(code);
        account.code = code.length == 0 ? Code.EMPTY : new Code(code);
        journal.change(account, () -> {
            account.codeHash = oldHash;
            account.code = old;
        });
    }

    /** Sets the value of a storage slot. */
    public void setStorage(Address address, Word slot, Word value) {
        LiveAccount account = account(address);
        ensureExists(account);
        setStorage(account, slot(account, slot), value);
    }

    void setStorage(LiveAccount account, StorageSlot slot, Word value) {
        Word old = slot.current;
        if (!old.equals(value)) {
            slot.current = value;
            account.dirty.add(slot);
            journal.change(account, () -> slot.current = old);
        }
    }

    /** Clears the account's storage. Used for state overrides only, because it cannot be undone. */
    public void clearStorage(Address address) {
        LiveAccount account = account(address);
        ensureExists(account);
        account.wiped = true;
        account.slots = new HashMap<>();
        journal.change(account, () -> {});
    }

    /** Marks the account to be deleted at the end of the transaction, and sets its balance to zero now. */
    void destroy(LiveAccount account) {
        if (!account.exists) {
            return;
        }
        boolean destroyed = account.destroyed;
        Word balance = account.balance;
        account.destroyed = true;
        account.balance = Word.ZERO;
        journal.change(account, () -> {
            account.destroyed = destroyed;
            account.balance = balance;
        });
    }

    /** Returns whether the contract was created in this transaction. */
    boolean isNew(LiveAccount account) {
        return account.createdIn == transaction;
    }

    /** Returns the logs, refund and transient storage of the transaction. */
    Substate substate() {
        return substate;
    }

    /** Returns whether the account is warm in this transaction (EIP-2929). */
    public boolean isWarm(Address address) {
        return accountToWarm(address).warmIn == transaction;
    }

    /** Marks the account as warm. Returns whether it was cold. */
    public boolean warm(Address address) {
        LiveAccount account = accountToWarm(address);
        if (account.warmIn == transaction) {
            return false;
        }
        int old = account.warmIn;
        account.warmIn = transaction;
        journal.add(() -> account.warmIn = old);
        return true;
    }

    /** Marks a storage slot as warm. Returns whether it was cold. */
    public boolean warm(Address address, Word slot) {
        return warm(accountToWarm(address).slotToWarm(slot));
    }

    boolean warm(StorageSlot slot) {
        if (slot.warmIn == transaction) {
            return false;
        }
        int old = slot.warmIn;
        slot.warmIn = transaction;
        journal.add(() -> slot.warmIn = old);
        return true;
    }

    /**
     * Ends the transaction: its changes can no longer be undone, destroyed accounts are deleted, and so are touched empty
     * accounts if {@code deleteEmpty} (EIP-161). Returns the transaction's logs.
     */
    public List<Log> endTransaction(boolean deleteEmpty) {
        for (LiveAccount account : journal.end()) {
            if (account.destroyed || deleteEmpty && account.isEmpty()) {
                account.delete();
            }
            changed.add(account);
        }
        transaction++;
        return substate.end();
    }

    /** Returns the changes by ended transactions: one entry for each account, in the order of their first change. */
    public List<AccountChange> changes() {
        return changed.stream().map(LiveAccount::change).toList();
    }
}

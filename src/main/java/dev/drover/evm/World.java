package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.chain.Log;
import dev.drover.chain.Word;
import dev.drover.state.Account;
import dev.drover.state.StateView;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The state that transactions change: what was read of a {@link StateView} and every change since, each of which can be
 * undone until its transaction ends (geth: core/state/statedb.go). Nothing is written to the view. One thread at a time.
 */
public final class World implements WorldView {
    private final StateView state;
    private final CodeCache codes;
    private final Map<Address, LiveAccount> accounts = new HashMap<>();
    private final StateJournal journal = new StateJournal();
    private final Set<LiveAccount> changed = new LinkedHashSet<>();
    private final Substate substate = new Substate(journal);
    private int transaction = 1;

    /** Stands on {@code state}, whose reads may touch the disk. */
    public World(StateView state, CodeCache codes) {
        this.state = state;
        this.codes = codes;
    }

    /** A point to which {@link #revert} goes back, within the same transaction. */
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

    /** True if there is no account or nothing in it (EIP-161). */
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

    /** True if a contract cannot be created there (EIP-684, EIP-7610). */
    boolean isTaken(LiveAccount account) {
        return account.nonce != 0 || !account.codeHash.equals(Account.EMPTY_CODE_HASH) || account.hadStorage();
    }

    /** Makes the account be there, empty if it was not. */
    void ensureExists(LiveAccount account) {
        if (!account.exists) {
            account.exists = true;
            journal.change(account, () -> account.exists = false);
        }
    }

    /** Says that the account is a contract that this transaction creates. */
    void create(LiveAccount account) {
        ensureExists(account);
        int createdIn = account.createdIn;
        account.createdIn = transaction;
        journal.change(account, () -> account.createdIn = createdIn);
    }

    /** Sets what the account has, in wei. */
    public void setBalance(Address address, Word balance) {
        LiveAccount account = account(address);
        ensureExists(account);
        Word old = account.balance;
        account.balance = balance;
        journal.change(account, () -> account.balance = old);
    }

    /** Gives wei to an account; zero still touches it (EIP-161). */
    public void addBalance(Address address, Word amount) {
        LiveAccount account = account(address);
        ensureExists(account);
        if (!amount.isZero()) {
            setBalance(address, WordMath.add(account.balance, amount));
        } else if (account.isEmpty()) {
            journal.touch(account);
        }
    }

    /** Takes wei from an account, which must have them. */
    public void subBalance(Address address, Word amount) {
        LiveAccount account = account(address);
        ensureExists(account);
        if (!amount.isZero()) {
            setBalance(address, WordMath.sub(account.balance, amount));
        }
    }

    /** Sets the account's nonce, the bits of an unsigned long. */
    public void setNonce(Address address, long nonce) {
        LiveAccount account = account(address);
        ensureExists(account);
        long old = account.nonce;
        account.nonce = nonce;
        journal.change(account, () -> account.nonce = old);
    }

    /** Sets the account's code; the array is kept. */
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

    /** Sets what stands in a slot of the account's storage. */
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

    /** Empties the account's storage. For states that a caller makes up: it cannot be undone. */
    public void clearStorage(Address address) {
        LiveAccount account = account(address);
        ensureExists(account);
        account.wiped = true;
        account.slots = new HashMap<>();
        journal.change(account, () -> {});
    }

    /** The account will be gone at the end of the transaction; what it has is gone at once. */
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

    /** True if this transaction created the contract. */
    boolean isNew(LiveAccount account) {
        return account.createdIn == transaction;
    }

    /** What the transaction leaves besides changed accounts. */
    Substate substate() {
        return substate;
    }

    /** True if the account was touched before by this transaction (EIP-2929). */
    public boolean isWarm(Address address) {
        return accountToWarm(address).warmIn == transaction;
    }

    /** Says that the account is touched; true if it was not before. */
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

    /** Says that a slot is touched; true if it was not before. */
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
     * Ends the transaction: its changes cannot be undone any more, destroyed accounts go, and so do touched ones with nothing
     * in them if {@code deleteEmpty} (EIP-161). Returns what it has logged.
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

    /** What ended transactions changed, one entry an account, in the order of their first change. */
    public List<AccountChange> changes() {
        return changed.stream().map(LiveAccount::change).toList();
    }
}

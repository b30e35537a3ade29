package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.chain.Log;
import dev.drover.chain.Word;
import dev.drover.state.Account;
import dev.drover.state.StateView;
import java.util.ArrayList;
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
    /** Its touch outlives even the undoing of it: so went one block of the main chain (EIP-161, geth issue 3022). */
    private static final Address RIPEMD = new Address(0, 0, 3);

    private record TransientKey(Address address, Word slot) {}

    private final StateView state;
    private final CodeCache codes;
    private final Map<Address, LiveAccount> accounts = new HashMap<>();
    private final List<Runnable> journal = new ArrayList<>();
    private final List<LiveAccount> touched = new ArrayList<>();
    private final Set<LiveAccount> changed = new LinkedHashSet<>();
    private final Map<TransientKey, Word> transients = new HashMap<>();
    private List<Log> logs = new ArrayList<>();
    private long refund;
    private int transaction = 1;

    /** Stands on {@code state}, whose reads may touch the disk. */
    public World(StateView state, CodeCache codes) {
        this.state = state;
        this.codes = codes;
    }

    /** A point to which {@link #revert} goes back, within the same transaction. */
    public int snapshot() {
        return journal.size();
    }

    /** Undoes every change since {@code snapshot} was taken. */
    public void revert(int snapshot) {
        for (int i = journal.size() - 1; i >= snapshot; i--) {
            journal.remove(i).run();
        }
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
        return refund;
    }

    Code codeOf(LiveAccount account) {
        Code code = account.code;
        if (code == null) {
            code = codes.get(account.codeHash, state);
            account.code = code;
        }
        return code;
    }

    Slot slot(LiveAccount account, Word key) {
        return account.slot(key, state);
    }

    /** True if a contract cannot be created there (EIP-684, EIP-7610). */
    boolean isTaken(LiveAccount account) {
        return account.nonce != 0 || !account.codeHash.equals(Account.EMPTY_CODE_HASH) || account.hadStorage();
    }

    private void change(LiveAccount account, Runnable undo) {
        if (account.touches++ == 0) {
            touched.add(account);
        }
        journal.add(() -> {
            account.touches--;
            undo.run();
        });
    }

    /** Makes the account be there, empty if it was not. */
    void ensureExists(LiveAccount account) {
        if (!account.exists) {
            account.exists = true;
            change(account, () -> account.exists = false);
        }
    }

    /** Says that the account is a contract that this transaction creates. */
    void create(LiveAccount account) {
        ensureExists(account);
        int createdIn = account.createdIn;
        account.createdIn = transaction;
        change(account, () -> account.createdIn = createdIn);
    }

    private void touch(LiveAccount account) {
        change(account, () -> {});
        if (account.address.equals(RIPEMD)) {
            account.touches++;
        }
    }

    /** Sets what the account has, in wei. */
    public void setBalance(Address address, Word balance) {
        LiveAccount account = account(address);
        ensureExists(account);
        Word old = account.balance;
        account.balance = balance;
        change(account, () -> account.balance = old);
    }

    /** Gives wei to an account; zero still touches it (EIP-161). */
    public void addBalance(Address address, Word amount) {
        LiveAccount account = account(address);
        ensureExists(account);
        if (!amount.isZero()) {
            setBalance(address, Wei.add(account.balance, amount));
        } else if (account.isEmpty()) {
            touch(account);
        }
    }

    /** Takes wei from an account, which must have them. */
    public void subBalance(Address address, Word amount) {
        LiveAccount account = account(address);
        ensureExists(account);
        if (!amount.isZero()) {
            setBalance(address, Wei.sub(account.balance, amount));
        }
    }

    /** Sets the account's nonce, the bits of an unsigned long. */
    public void setNonce(Address address, long nonce) {
        LiveAccount account = account(address);
        ensureExists(account);
        long old = account.nonce;
        account.nonce = nonce;
        change(account, () -> account.nonce = old);
    }

    /** Sets the account's code; the array is kept. */
    public void setCode(Address address, byte[] code) {
        LiveAccount account = account(address);
        ensureExists(account);
        Hash oldHash = account.codeHash;
        Code old = codeOf(account);
        account.codeHash = code.length == 0 ? Account.EMPTY_CODE_HASH : Hash.keccak(code);
        account.code = code.length == 0 ? Code.EMPTY : new Code(code);
        change(account, () -> {
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

    void setStorage(LiveAccount account, Slot slot, Word value) {
        Word old = slot.current;
        if (!old.equals(value)) {
            slot.current = value;
            account.dirty.add(slot);
            change(account, () -> slot.current = old);
        }
    }

    /** Empties the account's storage. For states that a caller makes up: it cannot be undone. */
    public void clearStorage(Address address) {
        LiveAccount account = account(address);
        ensureExists(account);
        account.wiped = true;
        account.slots = new HashMap<>();
        change(account, () -> {});
    }

    /** What this transaction has noted in a slot (EIP-1153). */
    public Word transientStorage(Address address, Word slot) {
        return transients.getOrDefault(new TransientKey(address, slot), Word.ZERO);
    }

    /** Notes a word until the end of the transaction. */
    public void setTransientStorage(Address address, Word slot, Word value) {
        TransientKey key = new TransientKey(address, slot);
        Word old = transientStorage(address, slot);
        transients.put(key, value);
        journal.add(() -> transients.put(key, old));
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
        change(account, () -> {
            account.destroyed = destroyed;
            account.balance = balance;
        });
    }

    /** True if this transaction created the contract. */
    boolean isNew(LiveAccount account) {
        return account.createdIn == transaction;
    }

    /** Adds to the gas that is given back, or takes from it. */
    void addRefund(long gas) {
        refund += gas;
        journal.add(() -> refund -= gas);
    }

    void addLog(Log log) {
        logs.add(log);
        journal.add(() -> logs.removeLast());
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

    boolean warm(Slot slot) {
        if (slot.warmIn == transaction) {
            return false;
        }
        int old = slot.warmIn;
        slot.warmIn = transaction;
        journal.add(() -> slot.warmIn = old);
        return true;
    }

    /** What the transaction has logged so far. */
    public List<Log> logs() {
        return List.copyOf(logs);
    }

    /**
     * Ends the transaction: its changes cannot be undone any more, destroyed accounts go, and so do touched ones with nothing
     * in them if {@code deleteEmpty} (EIP-161). Returns what it has logged.
     */
    public List<Log> endTransaction(boolean deleteEmpty) {
        for (LiveAccount account : touched) {
            if (account.touches > 0) {
                if (account.destroyed || deleteEmpty && account.isEmpty()) {
                    account.delete();
                }
                account.dirty.forEach(slot -> slot.original = slot.current);
                account.touches = 0;
                changed.add(account);
            }
            account.dirty.clear();
        }
        List<Log> ended = List.copyOf(logs);
        touched.clear();
        journal.clear();
        transients.clear();
        logs = new ArrayList<>();
        refund = 0;
        transaction++;
        return ended;
    }

    /** What ended transactions changed, one entry an account, in the order of their first change. */
    public List<AccountChange> changes() {
        return changed.stream().map(World::changeOf).toList();
    }

    private static AccountChange changeOf(LiveAccount account) {
        Map<Word, Word> storage = new HashMap<>();
        account.slots.forEach((key, slot) -> {
            if (!slot.original.equals(slot.before)) {
                storage.put(key, slot.original);
            }
        });
        Account before = account.before;
        Hash oldCode = before == null ? Account.EMPTY_CODE_HASH : before.codeHash();
        Code code = account.codeHash.equals(oldCode) ? null : account.code;
        AccountChange.After after = account.exists
                ? new AccountChange.After(
                        account.nonce, account.balance, account.codeHash, code == null ? null : code.bytes)
                : null;
        return new AccountChange(account.address, before, after, account.wiped, storage);
    }
}

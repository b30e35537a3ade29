package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.chain.Word;
import dev.drover.state.Account;
import dev.drover.state.StateView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An account that was looked at, existing or not, as it is now. {@link World} changes it and knows how to undo. */
final class LiveAccount {
    final Address address;

    /** False while nothing but {@link #warmIn} is known: to warm an account is not to read it. */
    boolean loaded;

    /** As it was before the block; null if it was not there. */
    @Nullable Account before;

    boolean exists;
    long nonce;
    Word balance = Word.ZERO;
    Hash codeHash = Account.EMPTY_CODE_HASH;

    /** Loaded when it is asked for. */
    @Nullable Code code;

    /** It will be gone after the transaction. */
    boolean destroyed;

    /** What the storage held before the block does not count any more: the account was deleted since. */
    boolean wiped;

    /** The transaction that created the contract (EIP-6780), 0 for none. */
    int createdIn;

    /** The transaction that has warmed it (EIP-2929), 0 for none. */
    int warmIn;

    /** Changes and touches of this transaction that are not undone. */
    int touches;

    /** Slots that this transaction changed, some more than once. */
    final List<StorageSlot> dirty = new ArrayList<>();

    Map<Word, StorageSlot> slots = new HashMap<>();

    LiveAccount(Address address) {
        this.address = address;
    }

    void load(StateView state) {
        loaded = true;
        Account account = state.account(address);
        before = account;
        if (account != null) {
            exists = true;
            nonce = account.nonce();
            balance = account.balance();
            codeHash = account.codeHash();
        }
    }

    /** Nothing that EIP-161 would keep it for. */
    boolean isEmpty() {
        return nonce == 0 && balance.isZero() && codeHash.equals(Account.EMPTY_CODE_HASH);
    }

    boolean hadStorage() {
        return before != null && !wiped && !before.storageRoot().equals(Account.EMPTY_ROOT);
    }

    /** The slot, read if it was not. */
    StorageSlot slot(Word key, StateView state) {
        StorageSlot slot = slotToWarm(key);
        if (!slot.loaded) {
            slot.load(hadStorage() ? state.storage(address, key) : Word.ZERO);
        }
        return slot;
    }

    /** The slot, of which but {@link StorageSlot#warmIn} counts. */
    StorageSlot slotToWarm(Word key) {
        StorageSlot slot = slots.get(key);
        if (slot == null) {
            slot = new StorageSlot(key);
            slots.put(key, slot);
        }
        return slot;
    }

    /** Takes it out of the state, storage and all. */
    void delete() {
        exists = false;
        nonce = 0;
        balance = Word.ZERO;
        codeHash = Account.EMPTY_CODE_HASH;
        code = Code.EMPTY;
        destroyed = false;
        wiped = true;
        slots = new HashMap<>();
    }

    /** What became of it, as far as transactions have ended. */
    AccountChange change() {
        Map<Word, Word> storage = new HashMap<>();
        slots.forEach((key, slot) -> {
            if (!slot.original.equals(slot.before)) {
                storage.put(key, slot.original);
            }
        });
        Hash oldCode = before == null ? Account.EMPTY_CODE_HASH : before.codeHash();
        Code newCode = codeHash.equals(oldCode) ? null : code;
        byte[] codeBytes = newCode == null ? null : newCode.bytes;
        AccountChange.After after = exists ? new AccountChange.After(nonce, balance, codeHash, codeBytes) : null;
        return new AccountChange(address, before, after, wiped, storage);
    }
}

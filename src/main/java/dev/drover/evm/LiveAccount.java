package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.chain.Word;
import dev.drover.trie.Account;
import dev.drover.trie.StateView;
import dev.drover.trie.Trie;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The current state of an account that an execution has accessed. Only {@link World} changes it, and records how to undo it.
 */
final class LiveAccount {
    final Address address;

    /** Whether the account is loaded; until then only {@link #warmIn} is valid, because warming does not read the account. */
    boolean loaded;

    /** The account in the base state; null if it did not exist. */
    @Nullable Account before;

    boolean exists;
    long nonce;
    Word balance = Word.ZERO;
    Hash codeHash = Account.EMPTY_CODE_HASH;

    /** The code; null until it is loaded on demand. */
    @Nullable Code code;

    /** Whether the account is deleted at the end of the transaction. */
    boolean destroyed;

    /** Whether the storage of the base state is no longer valid, because the account was deleted since. */
    boolean wiped;

    /** The number of the transaction that created the contract (EIP-6780); 0 for none. */
    int createdIn;

    /** The number of the transaction that warmed the account (EIP-2929); 0 for none. */
    int warmIn;

    /** The number of changes and touches in this transaction that are not undone. */
    int touches;

    /** The slots that this transaction changed; a slot may occur more than once. */
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

    /** Returns whether the account is empty (EIP-161). */
    boolean isEmpty() {
        return nonce == 0 && balance.isZero() && codeHash.equals(Account.EMPTY_CODE_HASH);
    }

    boolean hadStorage() {
        return before != null && !wiped && !before.storageRoot().equals(Trie.EMPTY_ROOT);
    }

    /** Returns the slot, loaded if necessary. */
    StorageSlot slot(Word key, StateView state) {
        StorageSlot slot = slotToWarm(key);
        if (!slot.loaded) {
            slot.load(hadStorage() ? state.storage(address, key) : Word.ZERO);
        }
        return slot;
    }

    /** Returns the slot without loading it: only {@link StorageSlot#warmIn} is valid. */
    StorageSlot slotToWarm(Word key) {
        StorageSlot slot = slots.get(key);
        if (slot == null) {
            slot = new StorageSlot(key);
            slots.put(key, slot);
        }
        return slot;
    }

    /** Deletes the account and its storage. */
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

    /** Returns the change by ended transactions. */
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

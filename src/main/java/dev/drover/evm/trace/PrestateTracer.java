package dev.drover.evm.trace;

import dev.drover.chain.Address;
import dev.drover.chain.Fork;
import dev.drover.chain.Hash;
import dev.drover.chain.Word;
import dev.drover.evm.BlockContext;
import dev.drover.evm.Fault;
import dev.drover.evm.FrameView;
import dev.drover.evm.InvalidTransactionException;
import dev.drover.evm.Message;
import dev.drover.evm.WorldView;
import dev.drover.trie.Account;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Records the accounts and slots that a transaction accesses (geth: eth/tracers/native/prestate.go). */
final class PrestateTracer implements TransactionTracer {
    private static final Comparator<Address> BY_ADDRESS = (a, b) -> Arrays.compareUnsigned(a.toBytes(), b.toBytes());
    private static final byte[] NO_BYTES = {};

    private static final int ENTRY_BYTES = 200;

    private final TracerKind.Prestate kind;
    private final TraceBudget budget;
    private final Map<Address, Before> before = new HashMap<>();
    private final Set<Address> created = new HashSet<>();
    private final Set<Address> deleted = new HashSet<>();
    private boolean destroysOnlyNew;
    private final SortedMap<Address, AccountState> pre = new TreeMap<>(BY_ADDRESS);
    private final SortedMap<Address, AccountState> post = new TreeMap<>(BY_ADDRESS);
    private @Nullable WorldView world;

    PrestateTracer(TracerKind.Prestate kind, TraceBudget budget) {
        this.kind = kind;
        this.budget = budget;
    }

    /** An account as it was when it was first accessed. */
    private record Before(
            Word balance, long nonce, byte[] code, @Nullable Hash codeHash, Map<Hash, Word> storage) {
        boolean isEmpty() {
            return nonce == 0 && code.length == 0 && balance.isZero();
        }
    }

    @Override
    public void onTxStart(BlockContext block, WorldView view, Message message) {
        world = view;
        destroysOnlyNew = block.has(Fork.CANCUN);
        Address to = message.to();
        if (to == null) {
            Address contract = Address.ofContract(message.from(), view.nonce(message.from()));
            created.add(contract);
            lookUp(contract);
        } else {
            lookUpWithDelegate(to);
        }
        lookUp(message.from());
        lookUp(block.coinbase());
        for (Address authority : TouchedAccounts.authorities(message)) {
            lookUp(authority);
        }
    }

    @Override
    public void onOpcode(
            int pc,
            int opcode,
            long gas,
            long cost,
            FrameView frame,
            byte[] returnData,
            int depth,
            @Nullable Fault fault) {
        if (fault != null) {
            return;
        }
        if (TouchedAccounts.isStorage(opcode)) {
            lookUp(frame.address(), frame.stack(0).toHash());
            return;
        }
        Address account = TouchedAccounts.account(opcode, frame, view());
        if (account != null) {
            if (TouchedAccounts.isCall(opcode)) {
                lookUpWithDelegate(account);
            } else {
                lookUp(account);
            }
            if (TouchedAccounts.isCreation(opcode)) {
                created.add(account);
            }
            // EIP-6780: only contracts created in the same transaction are destroyed.
            if (TouchedAccounts.isSelfDestruct(opcode) && (!destroysOnlyNew || created.contains(frame.address()))) {
                deleted.add(frame.address());
            }
        }
    }

    private void lookUpWithDelegate(Address address) {
        lookUp(address);
        Address delegate = TouchedAccounts.delegate(view().code(address));
        if (delegate != null) {
            lookUp(delegate);
        }
    }

    private void lookUp(Address address) {
        if (!before.containsKey(address)) {
            Before account = look(address);
            budget.take(ENTRY_BYTES + account.code.length);
            before.put(address, account);
        }
    }

    private Before look(Address address) {
        WorldView now = view();
        return new Before(
                now.balance(address), now.nonce(address), now.code(address), codeHash(address), new HashMap<>());
    }

    /** Returns the code hash, or null for an account without code. */
    private @Nullable Hash codeHash(Address address) {
        Hash hash = view().codeHash(address);
        return hash.equals(Hash.ZERO) || hash.equals(Account.EMPTY_CODE_HASH) ? null : hash;
    }

    private void lookUp(Address address, Hash slot) {
        lookUp(address);
        if (!kind.disableStorage()) {
            Objects.requireNonNull(before.get(address)).storage.computeIfAbsent(slot, key -> {
                budget.take(ENTRY_BYTES);
                return view().storage(address, Word.of(key));
            });
        }
    }

    private WorldView view() {
        return Objects.requireNonNull(world, "no transaction was run");
    }

    @Override
    public void onTxEnd(long gasUsed, @Nullable InvalidTransactionException error) {
        if (error != null) {
            return;
        }
        before.forEach((address, account) -> {
            if (!kind.diffMode()) {
                if (kind.includeEmpty() || !account.isEmpty()) {
                    pre.put(address, state(account, account.storage));
                }
            } else {
                compare(address, account);
            }
        });
    }

    private AccountState state(Before account, Map<Hash, Word> storage) {
        SortedMap<Hash, Word> sorted = new TreeMap<>(TouchedAccounts.BY_SLOT);
        sorted.putAll(storage);
        byte[] code = kind.disableCode() ? NO_BYTES : account.code;
        return new AccountState(account.balance, account.nonce, code, account.codeHash, sorted);
    }

    /** Records the account if it has changed; of a deleted account, only its previous state. */
    private void compare(Address address, Before old) {
        if (deleted.contains(address)) {
            putBefore(address, old, old.storage);
            return;
        }
        Before now = look(address);
        Map<Hash, Word> oldSlots = new HashMap<>();
        SortedMap<Hash, Word> newSlots = new TreeMap<>(TouchedAccounts.BY_SLOT);
        boolean slotsDiffer = false;
        for (Map.Entry<Hash, Word> slot : old.storage.entrySet()) {
            Word value = view().storage(address, Word.of(slot.getKey()));
            if (!value.equals(slot.getValue())) {
                slotsDiffer = true;
                putUnlessZero(oldSlots, slot.getKey(), slot.getValue());
                putUnlessZero(newSlots, slot.getKey(), value);
            }
        }
        boolean balanceDiffers = !now.balance.equals(old.balance);
        boolean nonceDiffers = now.nonce != old.nonce;
        // Like geth: the code hash of an account that does not exist differs from the empty code hash.
        Hash codeHash = view().codeHash(address);
        boolean codeDiffers = !codeHash.equals(Objects.requireNonNullElse(old.codeHash, Account.EMPTY_CODE_HASH));
        if (balanceDiffers || nonceDiffers || codeDiffers || slotsDiffer) {
            putBefore(address, old, oldSlots);
            post.put(
                    address,
                    new AccountState(
                            balanceDiffers ? now.balance : null,
                            nonceDiffers ? now.nonce : 0,
                            codeDiffers && !kind.disableCode() ? now.code : NO_BYTES,
                            codeDiffers ? codeHash : null,
                            newSlots));
        }
    }

    private void putBefore(Address address, Before old, Map<Hash, Word> slots) {
        if (!old.isEmpty()) {
            pre.put(address, state(old, slots));
        }
    }

    private static void putUnlessZero(Map<Hash, Word> slots, Hash slot, Word value) {
        if (!value.isZero()) {
            slots.put(slot, value);
        }
    }

    @Override
    public Trace result() {
        return kind.diffMode() ? new Trace.Changes(pre, post) : new Trace.Prestate(pre);
    }
}

package dev.drover.rpc.eth;

import dev.drover.chain.Address;
import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.chain.Word;
import dev.drover.json.Json;
import dev.drover.rpc.BlockRef;
import dev.drover.rpc.CallContext;
import dev.drover.rpc.Functions;
import dev.drover.rpc.HeadReader;
import dev.drover.rpc.Lane;
import dev.drover.rpc.MethodTable;
import dev.drover.rpc.Param;
import dev.drover.rpc.Params;
import dev.drover.rpc.RpcException;
import dev.drover.rpc.RpcFault;
import dev.drover.rpc.call.StateAt;
import dev.drover.rpc.encode.ProofJson;
import dev.drover.rpc.encode.StorageKey;
import dev.drover.state.NotInMemoryException;
import dev.drover.state.States;
import dev.drover.trie.Account;
import dev.drover.trie.StateView;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The methods for balances, nonces, code, storage and proofs at a block. Requests for the head's state are answered on
 * the event loop if everything they read is in memory.
 */
final class EthState {
    /** The maximum number of slots in one request (geth: internal/ethapi/api.go, maxGetStorageSlots). */
    private static final int SLOTS_MAX = 1024;

    private final States states;
    private final PerHead<Hash> roots =
            new PerHead<>(reader -> reader.headHeader().stateRoot());

    /** @param states the access to all states */
    EthState(States states) {
        this.states = states;
    }

    /** A query of one account. */
    @FunctionalInterface
    private interface Question {
        Json answer(StateView state, Address address);
    }

    /** Registers the methods of this family. */
    void register(MethodTable table) {
        register(table, "eth_getBalance", Params.BLOCK_OR_LATEST, EthState::balance);
        register(table, "eth_getTransactionCount", StateParams.NONCE_BLOCK, EthState::nonce);
        register(table, "eth_getCode", Params.BLOCK_OR_LATEST, EthState::code);
        table.addAtHead(
                        "eth_getStorageAt",
                        Lane.READ,
                        Params.ADDRESS,
                        Params.STRING,
                        Params.BLOCK_OR_LATEST,
                        this::storage)
                .memoryFirst(this::storageInMemory);
        table.addAtHead(
                "eth_getStorageValues", Lane.READ, StateParams.SLOTS, Params.BLOCK_OR_LATEST, this::storageValues);
        table.addAtHead(
                "eth_getProof", Lane.READ, Params.ADDRESS, StateParams.KEYS, Params.BLOCK_OR_LATEST, this::proof);
    }

    private void register(MethodTable table, String name, Param<BlockRef> block, Question question) {
        Functions.AtHead2<Address, BlockRef> fromMemory =
                (context, whose, ref) -> inMemory(context, ref, state -> question.answer(state, whose));
        table.addAtHead(
                        name,
                        Lane.READ,
                        Params.ADDRESS,
                        block,
                        (context, whose, ref) -> question.answer(state(context, ref), whose))
                .memoryFirst(fromMemory);
    }

    private static Json balance(StateView state, Address address) {
        Account account = state.account(address);
        return account == null
                ? Json.quantity(0)
                : Json.quantity(account.balance().toBigInteger());
    }

    private static Json nonce(StateView state, Address address) {
        Account account = state.account(address);
        return Json.quantity(account == null ? 0 : account.nonce());
    }

    private static Json code(StateView state, Address address) {
        Account account = state.account(address);
        return Json.data(state.code(account == null ? Account.EMPTY_CODE_HASH : account.codeHash()));
    }

    private Json storage(CallContext context, Address address, String key, BlockRef ref) {
        Word slot = StorageKey.parse(key).slot();
        return Json.hash(state(context, ref).storage(address, slot).toHash());
    }

    private @Nullable Json storageInMemory(CallContext context, Address address, String key, BlockRef ref) {
        Word slot = StorageKey.parse(key).slot();
        return inMemory(
                context, ref, state -> Json.hash(state.storage(address, slot).toHash()));
    }

    private Json storageValues(CallContext context, Map<Address, List<Word>> slots, BlockRef ref) {
        long count = slots.values().stream().mapToLong(List::size).sum();
        if (count > SLOTS_MAX) {
            throw new RpcException(RpcFault.CLIENT_LIMIT_EXCEEDED, "too many slots (max " + SLOTS_MAX + ")");
        }
        if (count == 0) {
            throw new RpcException(RpcFault.INVALID_PARAMS, "empty request");
        }
        StateView state = state(context, ref);
        return out -> {
            out.beginObject();
            slots.forEach((address, wanted) -> {
                context.checkDeadline();
                out.name(address.toString()).beginArray();
                wanted.forEach(slot -> out.hash(state.storage(address, slot).toHash()));
                out.endArray();
            });
            out.endObject();
        };
    }

    private Json proof(CallContext context, Address address, List<String> keys, BlockRef ref) {
        if (keys.size() > SLOTS_MAX) {
            throw new RpcException(
                    RpcFault.INVALID_PARAMS,
                    "too many storage keys requested (max " + SLOTS_MAX + ", got " + keys.size() + ")");
        }
        List<StorageKey> slots = keys.stream().map(StorageKey::parse).toList();
        return new ProofJson(
                context, StateAt.find(states, HeadReader.of(context), ref).state(), address, slots)::writeTo;
    }

    private StateView state(CallContext context, BlockRef ref) {
        // Caches the root, so that the next request at this head can be answered from memory.
        roots.get(context);
        return StateAt.find(states, HeadReader.of(context), ref).state();
    }

    /** Answers a query of the head's state from memory, or returns null if that is not possible. */
    private @Nullable Json inMemory(CallContext context, BlockRef ref, Function<StateView, Json> question) {
        StateAt.refusePending(ref);
        BlockId block = HeadReader.findInMemory(context, ref);
        Hash root = block != null && block.equals(context.head().head().id()) ? roots.find(context) : null;
        if (root == null) {
            return null;
        }
        try {
            return question.apply(states.inMemory(root));
        } catch (NotInMemoryException e) {
            return null;
        }
    }
}

package dev.drover.rpc.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.chain.Word;
import dev.drover.evm.World;
import dev.drover.json.GoObject;
import dev.drover.json.HexJson;
import dev.drover.json.JsonFormatException;
import dev.drover.rpc.Param;
import dev.drover.rpc.RpcException;
import dev.drover.rpc.RpcFault;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Overrides of account states (geth: internal/ethapi/override/override.go).
 *
 * @param accounts the overrides by address, in the order in which the client named them
 */
public record StateOverrides(Map<Address, AccountOverride> accounts) {
    /** No overrides. */
    public static final StateOverrides NONE = new StateOverrides(Map.of());

    /** The parameter; {@link #NONE} if it is absent. */
    public static final Param<StateOverrides> PARAM =
            Param.required(StateOverrides::parse).orElse(NONE);

    /**
     * The override of one account. A null component leaves its value unchanged.
     *
     * @param state the entire new storage
     * @param stateDiff the storage slots to replace
     * @param movePrecompileTo the address to which the precompile of this address is moved
     */
    public record AccountOverride(
            @Nullable Long nonce,
            byte @Nullable [] code,
            @Nullable BigInteger balance,
            @Nullable Map<Word, Word> state,
            @Nullable Map<Word, Word> stateDiff,
            @Nullable Address movePrecompileTo) {

        private static AccountOverride parse(JsonNode value) {
            GoObject in = GoObject.of(value, "override.OverrideAccount");
            return new AccountOverride(
                    in.uint64("nonce"),
                    in.bytes("code"),
                    in.uint256("balance"),
                    in.get("state", AccountOverride::slots),
                    in.get("stateDiff", AccountOverride::slots),
                    in.address("movePrecompileToAddress"));
        }

        private static Map<Word, Word> slots(JsonNode value) {
            if (!value.isObject()) {
                throw JsonFormatException.cannotUnmarshal(HexJson.kind(value), "map[common.Hash]common.Hash");
            }
            Map<Word, Word> slots = new LinkedHashMap<>();
            value.properties()
                    .forEach(slot -> slots.put(
                            Word.of(HexJson.fixedName(slot.getKey(), Hash.LENGTH, "common.Hash")),
                            Word.of(GoObject.toHash(slot.getValue()))));
            return slots;
        }
    }

    /** Parses the object that a client sent. */
    public static StateOverrides parse(JsonNode value) {
        if (!value.isObject() && !value.isNull()) {
            throw JsonFormatException.cannotUnmarshal(HexJson.kind(value), "override.StateOverride");
        }
        Map<Address, AccountOverride> accounts = new LinkedHashMap<>();
        value.properties()
                .forEach(entry ->
                        accounts.put(GoObject.toAddress(entry.getKey()), AccountOverride.parse(entry.getValue())));
        return new StateOverrides(accounts);
    }

    /**
     * Applies the overrides to a state as if a previous transaction had made the changes. Throws {@link RpcException}
     * if they contradict each other.
     */
    public void applyTo(World world, MovedPrecompiles precompiles) {
        Set<Address> movedTo = new HashSet<>();
        accounts.forEach((address, override) -> {
            if (movedTo.contains(address)) {
                throw refused("account " + address.toChecksumString() + " has already been overridden by a precompile");
            }
            move(address, override.movePrecompileTo, precompiles, movedTo);
            precompiles.remove(address);
            change(world, address, override);
        });
        world.endTransaction(false);
    }

    private void move(Address address, @Nullable Address to, MovedPrecompiles precompiles, Set<Address> movedTo) {
        if (to == null) {
            return;
        }
        if (precompiles.get(address) == null) {
            throw refused("account " + address.toChecksumString() + " is not a precompile");
        }
        if (accounts.containsKey(to)) {
            throw refused("account " + to.toChecksumString() + " is already overridden");
        }
        precompiles.move(address, to);
        movedTo.add(to);
    }

    private static void change(World world, Address address, AccountOverride override) {
        if (override.nonce != null) {
            world.setNonce(address, override.nonce);
        }
        if (override.code != null) {
            world.setCode(address, override.code);
        }
        if (override.balance != null) {
            world.setBalance(address, Word.of(override.balance));
        }
        if (override.state != null && override.stateDiff != null) {
            throw refused("account " + address.toChecksumString() + " has both 'state' and 'stateDiff'");
        }
        if (override.state != null) {
            world.clearStorage(address);
            override.state.forEach((slot, word) -> world.setStorage(address, slot, word));
        }
        if (override.stateDiff != null) {
            override.stateDiff.forEach((slot, word) -> world.setStorage(address, slot, word));
        }
    }

    private static RpcException refused(String message) {
        return new RpcException(RpcFault.SERVER_ERROR, message);
    }
}

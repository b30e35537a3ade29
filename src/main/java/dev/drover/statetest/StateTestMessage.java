package dev.drover.statetest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.chain.AccessListEntry;
import dev.drover.chain.Address;
import dev.drover.chain.Authorization;
import dev.drover.chain.Fork;
import dev.drover.chain.Hash;
import dev.drover.chain.Word;
import dev.drover.crypto.Secp256k1;
import dev.drover.evm.BlockContext;
import dev.drover.evm.InvalidTransactionException;
import dev.drover.evm.InvalidTransactionException.Reason;
import dev.drover.evm.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the transaction of a case. A test has several values for data, gas and value, of which the case selects one each. */
final class StateTestMessage {
    private StateTestMessage() {}

    static Message of(JsonNode tx, JsonNode indexes, BlockContext block) throws InvalidTransactionException {
        Word gasPrice = tx.hasNonNull("gasPrice") ? word(tx.path("gasPrice")) : Word.ZERO;
        Word feeCap = tx.hasNonNull("maxFeePerGas") ? word(tx.path("maxFeePerGas")) : gasPrice;
        Word tip = tx.hasNonNull("maxPriorityFeePerGas") ? word(tx.path("maxPriorityFeePerGas")) : feeCap;
        if (block.has(Fork.LONDON)) {
            gasPrice = Word.of(
                    tip.toBigInteger().add(block.baseFee().toBigInteger()).min(feeCap.toBigInteger()));
        }
        Word gas = word(chosen(tx, "gasLimit", indexes, "gas"));
        if (gas.w0() != 0 || gas.w1() != 0 || gas.w2() != 0) {
            throw new InvalidTransactionException(Reason.MALFORMED, "gas uint64 overflow");
        }
        String to = tx.path("to").asText();
        return new Message(
                sender(tx),
                to.isEmpty() ? null : Address.fromHex(to),
                word(tx.path("nonce")).w3(),
                value(chosen(tx, "value", indexes, "value").asText()),
                gas.w3(),
                gasPrice,
                feeCap,
                tip,
                StateTestState.bytes(chosen(tx, "data", indexes, "data").asText()),
                accessList(tx.path("accessLists").path(indexes.path("data").asInt())),
                tx.hasNonNull("maxFeePerBlobGas") ? word(tx.path("maxFeePerBlobGas")) : null,
                blobHashes(tx),
                authorizations(tx),
                false,
                false);
    }

    private static JsonNode chosen(JsonNode tx, String member, JsonNode indexes, String index) {
        int position = indexes.path(index).asInt();
        JsonNode value = tx.path(member).path(position);
        if (value.isMissingNode()) {
            throw new IllegalArgumentException("tx " + index + " index " + position + " out of bounds");
        }
        return value;
    }

    /** Returns the sender, which old tests specify only by its private key. */
    private static Address sender(JsonNode tx) {
        return tx.hasNonNull("sender")
                ? Address.fromHex(tx.path("sender").asText())
                : Address.of(Secp256k1.addressOf(word(tx.path("secretKey")).toBigInteger()));
    }

    private static Word value(String hex) throws InvalidTransactionException {
        try {
            return StateTestState.word(hex);
        } catch (IllegalArgumentException e) {
            throw new InvalidTransactionException(Reason.MALFORMED, "invalid tx value " + hex);
        }
    }

    private static List<AccessListEntry> accessList(JsonNode list) {
        List<AccessListEntry> entries = new ArrayList<>();
        for (JsonNode entry : list) {
            List<Hash> keys = new ArrayList<>();
            entry.path("storageKeys").forEach(key -> keys.add(word(key).toHash()));
            entries.add(
                    new AccessListEntry(Address.fromHex(entry.path("address").asText()), keys));
        }
        return entries;
    }

    private static @Nullable List<Hash> blobHashes(JsonNode tx) {
        if (!tx.hasNonNull("maxFeePerBlobGas")) {
            return null;
        }
        List<Hash> hashes = new ArrayList<>();
        tx.path("blobVersionedHashes").forEach(hash -> hashes.add(word(hash).toHash()));
        return hashes;
    }

    private static @Nullable List<Authorization> authorizations(JsonNode tx) {
        if (!tx.hasNonNull("authorizationList")) {
            return null;
        }
        List<Authorization> authorizations = new ArrayList<>();
        for (JsonNode each : tx.path("authorizationList")) {
            authorizations.add(new Authorization(
                    word(each.path("chainId")).toBigInteger(),
                    Address.fromHex(each.path("address").asText()),
                    word(each.path("nonce")).w3(),
                    (int) word(each.hasNonNull("yParity") ? each.path("yParity") : each.path("v"))
                            .w3(),
                    word(each.path("r")).toBigInteger(),
                    word(each.path("s")).toBigInteger()));
        }
        return authorizations;
    }

    private static Word word(JsonNode hex) {
        return StateTestState.word(hex.asText());
    }
}

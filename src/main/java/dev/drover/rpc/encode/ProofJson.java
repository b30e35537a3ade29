package dev.drover.rpc.encode;

import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.json.JsonWriter;
import dev.drover.rpc.CallContext;
import dev.drover.state.StoredState;
import dev.drover.state.StoredState.Proof;
import dev.drover.trie.Account;
import java.math.BigInteger;
import java.util.List;

/**
 * An account and some of its storage slots with Merkle proofs, as JSON (EIP-1186; geth: internal/ethapi/api.go,
 * GetProof).
 */
public record ProofJson(CallContext context, StoredState state, Address address, List<StorageKey> keys) {
    /** Writes the proof as one object, reading trie nodes meanwhile. Not for event loops. */
    public void writeTo(JsonWriter out) {
        Account account = state.account(address);
        out.beginObject();
        out.name("address").address(address);
        out.name("accountProof");
        writeNodes(state.prove(address), out);
        // geth reports zero hashes for an absent account, not those of empty code and storage.
        out.name("balance")
                .quantity(account == null ? BigInteger.ZERO : account.balance().toBigInteger());
        out.name("codeHash").hash(account == null ? Hash.ZERO : account.codeHash());
        out.name("nonce").quantity(account == null ? 0 : account.nonce());
        out.name("storageHash").hash(account == null ? Hash.ZERO : account.storageRoot());
        out.name("storageProof").beginArray();
        for (StorageKey key : keys) {
            context.checkDeadline();
            writeSlot(key, out);
        }
        out.endArray();
        out.endObject();
    }

    private void writeSlot(StorageKey key, JsonWriter out) {
        Proof proof = state.prove(address, key.slot());
        byte[] value = proof.value();
        out.beginObject();
        out.name("key");
        key.writeTo(out);
        out.name("value")
                .quantity(
                        value == null
                                ? BigInteger.ZERO
                                : StoredState.decodeSlot(value).toBigInteger());
        out.name("proof");
        writeNodes(proof, out);
        out.endObject();
    }

    private static void writeNodes(Proof proof, JsonWriter out) {
        out.beginArray();
        proof.nodes().forEach(out::data);
        out.endArray();
    }
}

package dev.drover.rpc.encode;

import dev.drover.chain.AccessListEntry;
import dev.drover.chain.Address;
import dev.drover.chain.Authorization;
import dev.drover.chain.Hash;
import dev.drover.chain.Header;
import dev.drover.chain.Transaction;
import dev.drover.chain.TransactionType;
import dev.drover.json.JsonWriter;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Transactions as JSON (geth: internal/ethapi/api.go, RPCTransaction). */
public final class TransactionJson {
    private TransactionJson() {}

    /**
     * Writes a transaction of a block as one object.
     *
     * @param block the header of the block that contains it
     * @param index its index in the block
     */
    public static void write(Transaction transaction, Header block, int index, Address sender, JsonWriter out) {
        out.beginObject();
        out.name("blockHash").hash(block.hash());
        out.name("blockNumber").quantity(block.number());
        out.name("blockTimestamp").quantity(block.time());
        writeFromTo(transaction, sender, transaction.effectiveGasPrice(block.baseFee()), out);
        out.name("transactionIndex").quantity(index);
        writeRest(transaction, out);
    }

    /** Writes a transaction that is not in a block yet, as one object. */
    public static void writePending(Transaction transaction, Address sender, JsonWriter out) {
        out.beginObject();
        out.name("blockHash").nullValue();
        out.name("blockNumber").nullValue();
        out.name("blockTimestamp").nullValue();
        // The maximum price: the effective price depends on the block that will include it.
        writeFromTo(transaction, sender, transaction.maxFeePerGas(), out);
        out.name("transactionIndex").nullValue();
        writeRest(transaction, out);
    }

    private static void writeFromTo(Transaction transaction, Address sender, BigInteger gasPrice, JsonWriter out) {
        out.name("from").address(sender);
        out.name("gas").quantity(transaction.gasLimit());
        out.name("gasPrice").quantity(gasPrice);
        writeFees(transaction, out);
        out.name("hash").hash(transaction.hash());
        out.name("input").data(transaction.input());
        out.name("nonce").quantity(transaction.nonce());
        out.name("to");
        writeNullable(transaction.to(), out);
    }

    private static void writeRest(Transaction transaction, JsonWriter out) {
        out.name("value").quantity(transaction.value());
        out.name("type").quantity(transaction.type().id());
        writeTypedMembers(transaction, out);
        writeSignature(transaction, out);
        out.endObject();
    }

    /** Writes an address or null. */
    static void writeNullable(@Nullable Address address, JsonWriter out) {
        if (address == null) {
            out.nullValue();
        } else {
            out.address(address);
        }
    }

    private static void writeFees(Transaction transaction, JsonWriter out) {
        if (transaction.type().compareTo(TransactionType.DYNAMIC_FEE) >= 0) {
            out.name("maxFeePerGas").quantity(transaction.maxFeePerGas());
            out.name("maxPriorityFeePerGas").quantity(transaction.maxPriorityFeePerGas());
        }
        if (transaction.maxFeePerBlobGas() != null) {
            out.name("maxFeePerBlobGas").quantity(transaction.maxFeePerBlobGas());
        }
    }

    private static void writeTypedMembers(Transaction transaction, JsonWriter out) {
        TransactionType type = transaction.type();
        if (type != TransactionType.LEGACY) {
            out.name("accessList").beginArray();
            for (AccessListEntry entry : transaction.accessList()) {
                writeAccessListEntry(entry, out);
            }
            out.endArray();
        }
        // geth omits the chain id of a legacy transaction that is protected for chain 0.
        if (transaction.chainId() != null
                && (type != TransactionType.LEGACY || transaction.chainId().signum() != 0)) {
            out.name("chainId").quantity(transaction.chainId());
        }
        if (type == TransactionType.BLOB) {
            out.name("blobVersionedHashes").beginArray();
            transaction.blobVersionedHashes().forEach(out::hash);
            out.endArray();
        }
        if (type == TransactionType.SET_CODE) {
            out.name("authorizationList").beginArray();
            for (Authorization authorization : transaction.authorizations()) {
                writeAuthorization(authorization, out);
            }
            out.endArray();
        }
    }

    /** Writes an entry of an access list as one object. */
    public static void writeAccessListEntry(AccessListEntry entry, JsonWriter out) {
        out.beginObject().name("address").address(entry.address());
        out.name("storageKeys").beginArray();
        for (Hash key : entry.storageKeys()) {
            out.hash(key);
        }
        out.endArray().endObject();
    }

    private static void writeAuthorization(Authorization authorization, JsonWriter out) {
        out.beginObject();
        out.name("chainId").quantity(authorization.chainId());
        out.name("address").address(authorization.address());
        out.name("nonce").quantity(authorization.nonce());
        out.name("yParity").quantity(authorization.yParity());
        out.name("r").quantity(authorization.r());
        out.name("s").quantity(authorization.s());
        out.endObject();
    }

    private static void writeSignature(Transaction transaction, JsonWriter out) {
        out.name("v").quantity(transaction.v());
        out.name("r").quantity(transaction.r());
        out.name("s").quantity(transaction.s());
        if (transaction.type() != TransactionType.LEGACY) {
            out.name("yParity").quantity(transaction.yParity());
        }
    }
}

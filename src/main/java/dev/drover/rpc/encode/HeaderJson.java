package dev.drover.rpc.encode;

import dev.drover.chain.Hash;
import dev.drover.chain.Header;
import dev.drover.json.JsonWriter;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Headers as JSON, in the two forms that geth has: for notifications (core/types) and in blocks (internal/ethapi). */
public final class HeaderJson {
    private HeaderJson() {}

    /**
     * Writes a header in the form of {@code newHeads} notifications: one object, in which the members of inactive forks
     * are null.
     */
    public static void writeNewHeads(Header header, JsonWriter out) {
        out.beginObject();
        writeMembers(header, out, true);
        out.endObject();
    }

    /**
     * Writes the header's members in the form of {@code eth_getBlockBy…} and {@code eth_getHeaderBy…} into the open
     * object, omitting those of inactive forks. Size, uncles, transactions and withdrawals belong to the block and not
     * to the header.
     */
    public static void writeFields(Header header, JsonWriter out) {
        writeMembers(header, out, false);
    }

    private static void writeMembers(Header header, JsonWriter out, boolean nulls) {
        out.name("parentHash").hash(header.parentHash());
        out.name("sha3Uncles").hash(header.unclesHash());
        out.name("miner").address(header.coinbase());
        out.name("stateRoot").hash(header.stateRoot());
        out.name("transactionsRoot").hash(header.transactionsRoot());
        out.name("receiptsRoot").hash(header.receiptsRoot());
        out.name("logsBloom").data(header.bloom());
        out.name("difficulty").quantity(header.difficulty());
        out.name("number").quantity(header.number());
        out.name("gasLimit").quantity(header.gasLimit());
        out.name("gasUsed").quantity(header.gasUsed());
        out.name("timestamp").quantity(header.time());
        out.name("extraData").data(header.extraData());
        out.name("mixHash").hash(header.mixHash());
        out.name("nonce").data(header.nonce());
        quantity("baseFeePerGas", header.baseFee(), out, nulls);
        hash("withdrawalsRoot", header.withdrawalsRoot(), out, nulls);
        quantity("blobGasUsed", header.blobGasUsed(), out, nulls);
        quantity("excessBlobGas", header.excessBlobGas(), out, nulls);
        hash("parentBeaconBlockRoot", header.parentBeaconRoot(), out, nulls);
        hash("requestsHash", header.requestsHash(), out, nulls);
        hash("blockAccessListHash", header.blockAccessListHash(), out, nulls);
        quantity("slotNumber", header.slotNumber(), out, nulls);
        out.name("hash").hash(header.hash());
    }

    private static void hash(String name, @Nullable Hash value, JsonWriter out, boolean nulls) {
        if (value != null) {
            out.name(name).hash(value);
        } else if (nulls) {
            out.name(name).nullValue();
        }
    }

    private static void quantity(String name, @Nullable Long value, JsonWriter out, boolean nulls) {
        if (value != null) {
            out.name(name).quantity(value);
        } else if (nulls) {
            out.name(name).nullValue();
        }
    }

    private static void quantity(String name, @Nullable BigInteger value, JsonWriter out, boolean nulls) {
        if (value != null) {
            out.name(name).quantity(value);
        } else if (nulls) {
            out.name(name).nullValue();
        }
    }
}

package dev.drover.rpc.encode;

import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.chain.Header;
import dev.drover.chain.Log;
import dev.drover.chain.Receipt;
import dev.drover.chain.Transaction;
import dev.drover.chain.TransactionType;
import dev.drover.json.JsonWriter;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Receipts and logs as JSON (geth: internal/ethapi/api.go, marshalReceipt). */
public final class ReceiptJson {
    private ReceiptJson() {}

    /**
     * Writes a receipt of a block as one object.
     *
     * @param block the header of the block
     * @param blobGasPrice the price of a unit of blob gas in the block, in wei; null before Cancun
     */
    public static void write(
            Receipt receipt, Header block, Address sender, @Nullable BigInteger blobGasPrice, JsonWriter out) {
        Transaction transaction = receipt.transaction();
        out.beginObject();
        out.name("blockHash").hash(block.hash());
        out.name("blockNumber").quantity(block.number());
        out.name("contractAddress");
        TransactionJson.writeNullable(
                transaction.to() == null ? Address.ofContract(sender, transaction.nonce()) : null, out);
        out.name("cumulativeGasUsed").quantity(receipt.cumulativeGasUsed());
        out.name("effectiveGasPrice").quantity(transaction.effectiveGasPrice(block.baseFee()));
        out.name("from").address(sender);
        out.name("gasUsed").quantity(receipt.gasUsed());
        out.name("logs").beginArray();
        for (int i = 0; i < receipt.logs().size(); i++) {
            writeLog(receipt, i, block, false, out);
        }
        out.endArray();
        out.name("logsBloom").data(receipt.bloom());
        if (receipt.stateRoot() != null) {
            out.name("root").hash(receipt.stateRoot());
        } else {
            out.name("status").quantity(receipt.succeeded() ? 1 : 0);
        }
        out.name("to");
        TransactionJson.writeNullable(transaction.to(), out);
        out.name("transactionHash").hash(transaction.hash());
        out.name("transactionIndex").quantity(receipt.transactionIndex());
        out.name("type").quantity(transaction.type().id());
        if (transaction.type() == TransactionType.BLOB && blobGasPrice != null) {
            out.name("blobGasPrice").quantity(blobGasPrice);
            out.name("blobGasUsed").quantity(transaction.blobGas());
        }
        out.endObject();
    }

    /**
     * Writes a log of a block as one object.
     *
     * @param index the index among the logs of the receipt
     * @param removed whether its block is no longer canonical
     */
    public static void writeLog(Receipt receipt, int index, Header block, boolean removed, JsonWriter out) {
        writeLog(
                receipt.logs().get(index),
                block,
                receipt.transaction().hash(),
                receipt.transactionIndex(),
                receipt.firstLogIndex() + index,
                removed,
                out);
    }

    /** Writes a log whose indices in the block are given. */
    public static void writeLog(
            Log log,
            Header block,
            Hash transaction,
            int transactionIndex,
            int logIndex,
            boolean removed,
            JsonWriter out) {
        out.beginObject();
        out.name("address").address(log.address());
        out.name("topics").beginArray();
        for (Hash topic : log.topics()) {
            out.hash(topic);
        }
        out.endArray();
        out.name("data").data(log.data());
        out.name("blockNumber").quantity(block.number());
        out.name("transactionHash").hash(transaction);
        out.name("transactionIndex").quantity(transactionIndex);
        out.name("blockHash").hash(block.hash());
        out.name("blockTimestamp").quantity(block.time());
        out.name("logIndex").quantity(logIndex);
        out.name("removed").bool(removed);
        out.endObject();
    }
}

package dev.drover.rpc.encode;

import dev.drover.chain.Block;
import dev.drover.chain.Header;
import dev.drover.chain.Senders;
import dev.drover.chain.Transaction;
import dev.drover.chain.Withdrawal;
import dev.drover.json.JsonWriter;
import java.util.List;

/** Blocks as JSON (geth: internal/ethapi/api.go, RPCMarshalBlock). Members of inactive forks are omitted. */
public final class BlockJson {
    private BlockJson() {}

    /** Writes a block with the hashes of its transactions. */
    static void writeWithHashes(Block block, JsonWriter out) {
        write(block, out, () -> {
            out.name("transactions").beginArray();
            for (Transaction transaction : block.body().transactions()) {
                out.hash(transaction.hash());
            }
            out.endArray();
        });
    }

    /** Writes a block with its transactions, whose senders are recovered. */
    static void writeWithTransactions(Block block, Senders senders, JsonWriter out) {
        write(block, out, () -> {
            out.name("transactions").beginArray();
            List<Transaction> transactions = block.body().transactions();
            for (int i = 0; i < transactions.size(); i++) {
                Transaction transaction = transactions.get(i);
                TransactionJson.write(transaction, block.header(), i, senders.of(transaction), out);
            }
            out.endArray();
        });
    }

    /** Writes an uncle: a block without the member for transactions. */
    public static void writeUncle(Header uncle, JsonWriter out) {
        write(Block.ofHeader(uncle), out, () -> {});
    }

    /**
     * Writes a block as one object.
     *
     * @param transactions writes the members that hold its transactions, between the header's members and the uncles
     */
    public static void write(Block block, JsonWriter out, Runnable transactions) {
        out.beginObject();
        HeaderJson.writeFields(block.header(), out);
        out.name("size").quantity(block.size());
        transactions.run();
        out.name("uncles").beginArray();
        for (Header uncle : block.body().uncles()) {
            out.hash(uncle.hash());
        }
        out.endArray();
        List<Withdrawal> withdrawals = block.body().withdrawals();
        if (withdrawals != null) {
            out.name("withdrawals").beginArray();
            for (Withdrawal withdrawal : withdrawals) {
                writeWithdrawal(withdrawal, out);
            }
            out.endArray();
        }
        out.endObject();
    }

    private static void writeWithdrawal(Withdrawal withdrawal, JsonWriter out) {
        out.beginObject();
        out.name("index").quantity(withdrawal.index());
        out.name("validatorIndex").quantity(withdrawal.validatorIndex());
        out.name("address").address(withdrawal.address());
        out.name("amount").quantity(withdrawal.amountGwei());
        out.endObject();
    }
}

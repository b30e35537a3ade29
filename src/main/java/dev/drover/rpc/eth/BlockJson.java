package dev.drover.rpc.eth;

import dev.drover.chain.Block;
import dev.drover.chain.Header;
import dev.drover.chain.Senders;
import dev.drover.chain.Transaction;
import dev.drover.chain.Withdrawal;
import dev.drover.rpc.JsonWriter;
import java.util.List;

/** Blocks as JSON (geth: internal/ethapi/api.go, RPCMarshalBlock). Members of forks that are not active are left out. */
final class BlockJson {
    private BlockJson() {}

    /** A block with its transactions' hashes. */
    static void writeWithHashes(Block block, JsonWriter out) {
        writeHead(block, out);
        out.name("transactions").beginArray();
        for (Transaction transaction : block.body().transactions()) {
            out.hash(transaction.hash());
        }
        out.endArray();
        writeRest(block, out);
    }

    /** A block with its transactions. Recovers their senders. */
    static void writeWithTransactions(Block block, Senders senders, JsonWriter out) {
        writeHead(block, out);
        out.name("transactions").beginArray();
        List<Transaction> transactions = block.body().transactions();
        for (int i = 0; i < transactions.size(); i++) {
            Transaction transaction = transactions.get(i);
            TransactionJson.write(transaction, block.header(), i, senders.of(transaction), out);
        }
        out.endArray();
        writeRest(block, out);
    }

    /** A simulated block, with its calls. */
    static void writeSimulated(SimulatedBlock simulated, boolean fullTransactions, JsonWriter out) {
        Block block = simulated.block();
        List<SimulatedCall> calls = simulated.calls();
        writeHead(block, out);
        out.name("transactions").beginArray();
        for (int i = 0; i < calls.size(); i++) {
            SimulatedCall call = calls.get(i);
            if (fullTransactions) {
                TransactionJson.write(call.transaction(), block.header(), i, call.sender(), out);
            } else {
                out.hash(call.transaction().hash());
            }
        }
        out.endArray();
        out.name("calls").beginArray();
        for (int i = 0; i < calls.size(); i++) {
            calls.get(i).writeTo(block.header(), i, out);
        }
        out.endArray();
        writeRest(block, out);
    }

    /** An uncle: a block without the member for transactions. */
    static void writeUncle(Header uncle, JsonWriter out) {
        Block block = Block.ofHeader(uncle);
        writeHead(block, out);
        writeRest(block, out);
    }

    private static void writeHead(Block block, JsonWriter out) {
        out.beginObject();
        HeaderJson.writeFields(block.header(), out);
        out.name("size").quantity(block.size());
    }

    private static void writeRest(Block block, JsonWriter out) {
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

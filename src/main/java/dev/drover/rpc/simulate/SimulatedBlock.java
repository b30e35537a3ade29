package dev.drover.rpc.simulate;

import dev.drover.chain.Block;
import dev.drover.chain.Body;
import dev.drover.chain.Header;
import dev.drover.chain.Transaction;
import dev.drover.chain.TransactionType;
import dev.drover.chain.Withdrawal;
import dev.drover.json.JsonWriter;
import dev.drover.rlp.RlpWriter;
import dev.drover.rpc.encode.BlockJson;
import dev.drover.rpc.encode.TransactionJson;
import java.util.List;

/** A simulated block with the results of its calls. */
record SimulatedBlock(Block block, List<SimulatedCall> calls) {
    static SimulatedBlock of(Header header, Body body, List<SimulatedCall> calls) {
        long size = Block.encode(header.encode(), encode(body)).length;
        return new SimulatedBlock(new Block(header, body, size), calls);
    }

    Header header() {
        return block.header();
    }

    void writeTo(boolean fullTransactions, JsonWriter out) {
        BlockJson.write(block, out, () -> {
            writeTransactions(fullTransactions, out);
            out.name("calls").beginArray();
            for (int i = 0; i < calls.size(); i++) {
                calls.get(i).writeTo(header(), i, out);
            }
            out.endArray();
        });
    }

    private void writeTransactions(boolean full, JsonWriter out) {
        out.name("transactions").beginArray();
        for (int i = 0; i < calls.size(); i++) {
            SimulatedCall call = calls.get(i);
            if (full) {
                TransactionJson.write(call.transaction(), header(), i, call.sender(), out);
            } else {
                out.hash(call.transaction().hash());
            }
        }
        out.endArray();
    }

    private static byte[] encode(Body body) {
        RlpWriter out = new RlpWriter().beginList().beginList();
        for (Transaction transaction : body.transactions()) {
            if (transaction.type() == TransactionType.LEGACY) {
                out.raw(transaction.encoded());
            } else {
                out.bytes(transaction.encoded());
            }
        }
        out.endList().beginList().endList();
        if (body.withdrawals() != null) {
            out.beginList();
            for (Withdrawal withdrawal : body.withdrawals()) {
                out.raw(withdrawal.encode());
            }
            out.endList();
        }
        return out.endList().toBytes();
    }
}

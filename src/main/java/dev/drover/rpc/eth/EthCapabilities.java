package dev.drover.rpc.eth;

import dev.drover.blocks.ChainReader;
import dev.drover.chain.BlockId;
import dev.drover.chain.Head;
import dev.drover.json.Json;
import dev.drover.json.JsonWriter;
import dev.drover.rpc.CallContext;
import dev.drover.rpc.HeadReader;
import dev.drover.rpc.Lane;
import dev.drover.rpc.MethodTable;
import java.util.function.Predicate;

/**
 * {@code eth_capabilities}: the oldest block for which this replica can answer, so that routers can pick a suitable
 * node (geth: internal/ethapi/capabilities.go). A replica deletes nothing, so it reports no retention strategy.
 */
final class EthCapabilities {
    private final MethodTable table;

    /** @param table a resource whose method is missing from it is reported as disabled */
    EthCapabilities(MethodTable table) {
        this.table = table;
    }

    /** Registers the method. */
    void register() {
        table.addAtHead("eth_capabilities", Lane.READ, this::capabilities);
    }

    private Json capabilities(CallContext context) {
        Head head = context.head().head();
        ChainReader chain = HeadReader.of(context).chain();
        long blocks = oldest(chain, head, chain::hasBody);
        long receipts = oldest(chain, head, chain::hasReceipts);
        long states = oldest(chain, head, chain::hasState);
        return out -> {
            out.beginObject();
            out.name("head").beginObject();
            out.name("number").quantity(head.number());
            out.name("hash").hash(head.hash()).endObject();
            write("state", "eth_getBalance", states, out);
            write("tx", "eth_getTransactionByHash", blocks, out);
            write("logs", "eth_getLogs", receipts, out);
            write("receipts", "eth_getTransactionReceipt", receipts, out);
            write("blocks", "eth_getBlockByNumber", blocks, out);
            write("stateproofs", "eth_getProof", states, out);
            out.endObject();
        };
    }

    private void write(String resource, String method, long oldest, JsonWriter out) {
        boolean disabled = !table.names().contains(method);
        out.name(resource).beginObject();
        out.name("disabled").bool(disabled);
        if (!disabled) {
            out.name("oldestBlock").quantity(oldest);
        }
        out.endObject();
    }

    /**
     * Returns the first block from which on the data is present. It uses a binary search, so it assumes that only the
     * oldest part of the chain is missing, as after starting from a snapshot. The genesis block is ignored, because it
     * is always present.
     */
    private static long oldest(ChainReader chain, Head head, Predicate<BlockId> present) {
        if (head.number() == 0 || isThere(chain, 1, present)) {
            return 0;
        }
        long missing = 1;
        long there = head.number();
        while (there - missing > 1) {
            long middle = missing + (there - missing) / 2;
            if (isThere(chain, middle, present)) {
                there = middle;
            } else {
                missing = middle;
            }
        }
        return there;
    }

    private static boolean isThere(ChainReader chain, long number, Predicate<BlockId> present) {
        BlockId id = chain.canonical(number);
        return id != null && present.test(id);
    }
}

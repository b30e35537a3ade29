package dev.drover.rpc.filter;

import dev.drover.blocks.ChainPath;
import dev.drover.blocks.ChainReader;
import dev.drover.chain.Block;
import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.chain.LogCriteria;
import dev.drover.chain.Receipt;
import dev.drover.json.JsonWriter;
import dev.drover.rpc.CallContext;
import dev.drover.rpc.HeadReader;
import dev.drover.rpc.encode.ReceiptJson;

/**
 * The log changes of one poll: whole blocks only, and not many more logs than a response may have. The next poll
 * continues from there.
 */
final class LogChanges {
    private final CallContext context;
    private final FilterId id;
    private final ChainReader chain;
    private final LogCriteria.BloomTest blooms;
    private final JsonWriter out;
    private final long most;
    private long count;

    /** @param most the number of logs after which to stop; 0 for no limit */
    LogChanges(CallContext context, FilterId id, long most, JsonWriter out) {
        this.context = context;
        this.id = id;
        this.most = most;
        this.chain = HeadReader.of(context).chain();
        this.blooms = id.criteria().bloomTest();
        this.out = out;
    }

    /** Writes the changes and returns the last block that was written. */
    BlockId write(ChainPath path, BlockId from) {
        BlockId upTo = from;
        for (BlockId block : path.reverted()) {
            if (full()) {
                return upTo;
            }
            write(block, true);
            Hash parent = chain.header(block).parentHash();
            upTo = new BlockId(block.number() - 1, parent);
        }
        for (BlockId block : path.added()) {
            if (full()) {
                return upTo;
            }
            write(block, false);
            upTo = block;
        }
        return upTo;
    }

    private boolean full() {
        context.checkDeadline();
        return most > 0 && count >= most;
    }

    private void write(BlockId number, boolean removed) {
        if (!wants(number.number()) || !blooms.mayMatch(chain.bloom(number))) {
            return;
        }
        Block block = chain.block(number);
        for (Receipt receipt : chain.receipts(block)) {
            for (int i = 0; i < receipt.logs().size(); i++) {
                if (id.criteria().matches(receipt.logs().get(i))) {
                    ReceiptJson.writeLog(receipt, i, block.header(), removed, out);
                    count++;
                }
            }
        }
    }

    private boolean wants(long number) {
        return id.last() == FilterId.LATEST || number <= id.last();
    }
}

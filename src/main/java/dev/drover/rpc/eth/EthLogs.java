package dev.drover.rpc.eth;

import dev.drover.chain.Block;
import dev.drover.chain.BlockId;
import dev.drover.chain.LogCriteria;
import dev.drover.chain.Receipt;
import dev.drover.config.LogsConfig;
import dev.drover.json.Json;
import dev.drover.json.JsonWriter;
import dev.drover.rpc.BlockRef;
import dev.drover.rpc.CallContext;
import dev.drover.rpc.HeadReader;
import dev.drover.rpc.Lane;
import dev.drover.rpc.LogFilter;
import dev.drover.rpc.MethodTable;
import dev.drover.rpc.RpcException;
import dev.drover.rpc.RpcFault;
import dev.drover.rpc.encode.ReceiptJson;
import org.jspecify.annotations.Nullable;

/**
 * {@code eth_getLogs}: the logs of a block or of a range of blocks. Everything is read from the view of the request's
 * head, block by block. The bloom of a header decides whether the receipts are read at all, and logs are written as
 * they are found.
 */
public final class EthLogs {
    private final LogsConfig limits;

    /** @param limits the limits of one request */
    public EthLogs(LogsConfig limits) {
        this.limits = limits;
    }

    /** Registers the methods of this family. */
    void register(MethodTable table) {
        table.addAtHead("eth_getLogs", Lane.READ, LogFilter.PARAM, this::find);
    }

    /**
     * Returns the logs that match a filter at the request's head. Not for event loops. Throws {@link RpcException} if
     * the filter exceeds a limit or its range is invalid.
     */
    public Json find(CallContext context, LogFilter filter) {
        filter.checkLists(limits.positionMax());
        HeadReader reader = HeadReader.of(context);
        Search search = new Search(context, reader, filter.criteria());
        if (filter.blockHash() != null) {
            BlockId block = reader.find(new BlockRef.ByHash(filter.blockHash(), false));
            if (block == null) {
                throw new RpcException(RpcFault.SERVER_ERROR, "unknown block");
            }
            return out -> search.write(block, out);
        }
        long head = context.head().head().number();
        long first = height(reader, filter.from(), head);
        long last = height(reader, filter.to(), head);
        checkRange(first, last, head);
        return out -> search.write(first, last, out);
    }

    private void checkRange(long first, long last, long head) {
        if (first > last) {
            throw LogFilter.invalidRange();
        }
        if (last > head) {
            throw invalid("block range extends beyond current head block");
        }
        if (limits.rangeMax() > 0 && last - first > limits.rangeMax()) {
            throw invalid("exceed maximum block range: " + limits.rangeMax());
        }
    }

    private static long height(HeadReader reader, BlockRef.@Nullable Height ref, long head) {
        if (ref == null) {
            return head;
        }
        return switch (ref) {
            case BlockRef.ByNumber byNumber -> byNumber.number();
            case BlockRef.Tag tag -> byTag(reader, tag, head);
        };
    }

    private static long byTag(HeadReader reader, BlockRef.Tag tag, long head) {
        return switch (tag) {
            case LATEST -> head;
            case EARLIEST -> 0;
            case PENDING -> throw LogFilter.pendingUnsupported();
            case SAFE -> finalized(reader, tag, "safe header not found");
            case FINALIZED -> finalized(reader, tag, "finalized header not found");
        };
    }

    private static long finalized(HeadReader reader, BlockRef.Tag tag, String otherwise) {
        try {
            BlockId block = reader.find(tag);
            if (block != null) {
                return block.number();
            }
        } catch (RpcException e) {
            // geth has another error text here.
        }
        throw new RpcException(RpcFault.SERVER_ERROR, otherwise);
    }

    private static RpcException invalid(String message) {
        return new RpcException(RpcFault.INVALID_PARAMS, message);
    }

    /** One search, which stops if it finds too much or the deadline passes. */
    private final class Search {
        private final CallContext context;
        private final HeadReader reader;
        private final LogCriteria criteria;
        private final LogCriteria.BloomTest blooms;
        private long found;

        Search(CallContext context, HeadReader reader, LogCriteria criteria) {
            this.context = context;
            this.reader = reader;
            this.criteria = criteria;
            this.blooms = criteria.bloomTest();
        }

        void write(BlockId block, JsonWriter out) {
            out.beginArray();
            look(block, out);
            out.endArray();
        }

        void write(long first, long last, JsonWriter out) {
            out.beginArray();
            for (long number = first; number <= last; number++) {
                context.checkDeadline();
                look(reader.canonical(number), out);
            }
            out.endArray();
        }

        private void look(BlockId id, JsonWriter out) {
            if (!blooms.mayMatch(reader.chain().bloom(id))) {
                return;
            }
            Block block = reader.chain().block(id);
            for (Receipt receipt : reader.chain().receipts(block)) {
                for (int i = 0; i < receipt.logs().size(); i++) {
                    if (criteria.matches(receipt.logs().get(i))) {
                        count();
                        ReceiptJson.writeLog(receipt, i, block.header(), false, out);
                    }
                }
            }
        }

        private void count() {
            if (++found > limits.answerMax() && limits.answerMax() > 0) {
                throw new RpcException(
                        RpcFault.LIMIT_EXCEEDED,
                        "query returned more than " + limits.answerMax() + " results: ask for a smaller block range");
            }
        }
    }
}

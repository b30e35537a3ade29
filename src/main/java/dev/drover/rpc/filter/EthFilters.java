package dev.drover.rpc.filter;

import dev.drover.blocks.ChainPath;
import dev.drover.blocks.ChainReader;
import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.chain.Head;
import dev.drover.chain.LogCriteria;
import dev.drover.chain.Senders;
import dev.drover.chain.Transaction;
import dev.drover.config.LogsConfig;
import dev.drover.json.HexJson;
import dev.drover.json.Json;
import dev.drover.json.JsonFormatException;
import dev.drover.json.JsonWriter;
import dev.drover.rpc.BlockRef;
import dev.drover.rpc.CallContext;
import dev.drover.rpc.HeadReader;
import dev.drover.rpc.Lane;
import dev.drover.rpc.LogFilter;
import dev.drover.rpc.MethodTable;
import dev.drover.rpc.Param;
import dev.drover.rpc.Params;
import dev.drover.rpc.RpcException;
import dev.drover.rpc.RpcFault;
import dev.drover.rpc.encode.TransactionJson;
import dev.drover.rpc.eth.EthLogs;
import dev.drover.txpool.RecentTransactions;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The methods for filters and their polls (geth: eth/filters/api.go). */
public final class EthFilters {
    /** More blocks than a filter can fall behind before it expires. */
    private static final int BLOCKS_MAX = 10_000;

    private static final Param<String> ID = Param.required(value -> {
        if (!value.isTextual()) {
            throw JsonFormatException.cannotUnmarshal(HexJson.kind(value), "rpc.ID");
        }
        return value.textValue();
    });

    private final EthLogs logs;
    private final LogsConfig limits;
    private final FilterPositions positions;
    private final RecentTransactions pending;
    private final Senders senders;
    // On Linux it reads /dev/urandom, which does not block.
    private final SecureRandom random = new SecureRandom();

    private EthFilters(LogsConfig limits, FilterPositions positions, RecentTransactions pending, Senders senders) {
        this.logs = new EthLogs(limits);
        this.limits = limits;
        this.positions = positions;
        this.pending = pending;
        this.senders = senders;
    }

    /**
     * Registers the methods of this family.
     *
     * @param limits the limits of one poll
     * @param pending the transactions reported by filters of pending transactions
     * @param senders recovers their senders
     */
    public static void register(
            MethodTable table,
            LogsConfig limits,
            FilterPositions positions,
            RecentTransactions pending,
            Senders senders) {
        new EthFilters(limits, positions, pending, senders).register(table);
    }

    private void register(MethodTable table) {
        table.addAtHead("eth_newFilter", Lane.INSTANT, LogFilter.PARAM, this::newLogs);
        table.addAtHead("eth_newBlockFilter", Lane.INSTANT, context -> make(context, FilterId.Kind.BLOCKS));
        table.addAtHead(
                "eth_newPendingTransactionFilter",
                Lane.INSTANT,
                Params.BOOL.orElse(false),
                (context, full) -> make(context, full ? FilterId.Kind.FULL_TRANSACTIONS : FilterId.Kind.TRANSACTIONS));
        table.addAtHead("eth_getFilterChanges", Lane.READ, ID, this::changes);
        table.addAtHead("eth_getFilterLogs", Lane.READ, ID, this::logs);
        table.add("eth_uninstallFilter", Lane.INSTANT, ID, this::uninstall);
    }

    private Json newLogs(CallContext context, LogFilter filter) {
        filter.checkLists(limits.positionMax());
        long first = LogFilter.numberOr(filter.from(), FilterId.LATEST);
        long last = LogFilter.numberOr(filter.to(), FilterId.LATEST);
        if (first == FilterId.LATEST && last != FilterId.LATEST || last != FilterId.LATEST && first > last) {
            throw LogFilter.invalidRange();
        }
        return make(context, FilterId.Kind.LOGS, filter.criteria(), first, last, filter.blockHash());
    }

    private Json make(CallContext context, FilterId.Kind kind) {
        return make(context, kind, LogCriteria.ALL, FilterId.LATEST, FilterId.LATEST, null);
    }

    private Json make(
            CallContext context,
            FilterId.Kind kind,
            LogCriteria criteria,
            long first,
            long last,
            @Nullable Hash block) {
        Head head = context.head().head();
        long now = positions.now();
        String text = new FilterId(
                        kind, head.id(), head.position(), now / 1_000, random.nextLong(), criteria, first, last, block)
                .text();
        if (text.length() > FilterId.TEXT_MAX) {
            throw new RpcException(
                    RpcFault.LIMIT_EXCEEDED, "filter too large: use fewer addresses and topics, or use eth_getLogs");
        }
        positions.set(text, new FilterPositions.Position(head.id(), now, head.position()));
        return Json.string(text);
    }

    private Json changes(CallContext context, String text) {
        FilterId id = known(text);
        FilterPositions.Position from = position(text, id);
        Head head = context.head().head();
        // Polls may overlap: a client that has already seen a later head gets nothing for this one.
        ChainPath path = head.position() < from.at() ? null : path(context, from.block());
        FilterPositions.Position to = from.next(head, positions.now());
        if (path == null || !positions.move(text, from, to)) {
            return EthFilters::writeNothing;
        }
        return switch (id.kind()) {
            case TRANSACTIONS, FULL_TRANSACTIONS -> transactions(id, from, to);
            case BLOCKS ->
                out -> {
                    out.beginArray();
                    path.added().forEach(block -> out.hash(block.hash()));
                    out.endArray();
                    positions.share(text, from, to);
                };
            case LOGS -> logChanges(context, text, id, path, from, to);
        };
    }

    private Json transactions(FilterId id, FilterPositions.Position from, FilterPositions.Position to) {
        List<Transaction> found = pending.between(from.millis(), to.millis());
        return out -> {
            out.beginArray();
            for (Transaction transaction : found) {
                if (id.kind() == FilterId.Kind.TRANSACTIONS) {
                    out.hash(transaction.hash());
                } else {
                    TransactionJson.writePending(transaction, senders.of(transaction), out);
                }
            }
            out.endArray();
        };
    }

    private Json logChanges(
            CallContext context,
            String text,
            FilterId id,
            ChainPath path,
            FilterPositions.Position from,
            FilterPositions.Position to) {
        return out -> {
            BlockId upTo = from.block();
            try {
                LogChanges found = new LogChanges(context, id, limits.answerMax(), out);
                out.beginArray();
                upTo = found.write(path, from.block());
                out.endArray();
            } finally {
                FilterPositions.Position reported = to;
                if (!upTo.equals(to.block())) {
                    // Not everything was written: the next poll starts where this one ended or failed.
                    reported = to.only(upTo);
                    positions.set(text, reported);
                }
                positions.share(text, from, reported);
            }
        };
    }

    private Json logs(CallContext context, String text) {
        FilterId id = known(text);
        if (id.kind() != FilterId.Kind.LOGS) {
            throw notFound();
        }
        position(text, id);
        return logs.find(context, new LogFilter(id.block(), height(id.first()), height(id.last()), id.criteria(), 0));
    }

    private static BlockRef.@Nullable Height height(long bound) {
        return bound == FilterId.LATEST ? null : new BlockRef.ByNumber(bound);
    }

    private Json uninstall(String text) {
        FilterId id = FilterId.parse(text);
        FilterPositions.Position last = id == null ? null : positions.find(text, id);
        if (last == null) {
            return Json.bool(false);
        }
        positions.uninstall(text, last);
        return Json.bool(true);
    }

    /**
     * Returns the path from the block that the client knows to the head, or null if this replica does not have that
     * block yet.
     */
    private @Nullable ChainPath path(CallContext context, BlockId from) {
        Head head = context.head().head();
        ChainReader chain = HeadReader.of(context).chain();
        if (chain.find(from.hash()) == null) {
            return null;
        }
        try {
            return ChainPath.between(chain, from, head.id(), BLOCKS_MAX);
        } catch (ChainPath.TooLongException e) {
            throw new RpcException(
                    RpcFault.LIMIT_EXCEEDED, "filter is " + e.getMessage() + " behind: create a new one");
        }
    }

    private static FilterId known(String text) {
        FilterId id = FilterId.parse(text);
        if (id == null) {
            throw notFound();
        }
        return id;
    }

    private FilterPositions.Position position(String text, FilterId id) {
        FilterPositions.Position position = positions.find(text, id);
        if (position == null) {
            throw notFound();
        }
        return position;
    }

    private static RpcException notFound() {
        return new RpcException(RpcFault.SERVER_ERROR, "filter not found");
    }

    private static void writeNothing(JsonWriter out) {
        out.beginArray().endArray();
    }
}

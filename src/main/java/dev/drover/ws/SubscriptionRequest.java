package dev.drover.ws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.chain.Hash;
import dev.drover.chain.LogCriteria;
import dev.drover.json.HexJson;
import dev.drover.json.JsonFormatException;
import dev.drover.rpc.BlockRef;
import dev.drover.rpc.LogFilter;
import dev.drover.rpc.Param;
import dev.drover.rpc.Params;
import dev.drover.rpc.RpcException;
import dev.drover.rpc.RpcFault;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of {@code eth_subscribe} (geth: eth/filters/api.go; geth cannot resume).
 *
 * @param start where to begin; null: with the next block
 */
record SubscriptionRequest(Interest interest, @Nullable Start start) {
    /** The longest list of transactions, as in geth. */
    private static final int TRANSACTIONS_MAX = 200;

    private static final long NOW = -1;

    private static final Param<@Nullable JsonNode> OBJECT = Param.<JsonNode>required(value -> {
                if (!value.isObject()) {
                    throw JsonFormatException.cannotUnmarshal(HexJson.kind(value), "ws.subscription");
                }
                return value;
            })
            .optional();

    /** The beginning of a subscription in the past. */
    sealed interface Start {
        /** Begins with this block. */
        record At(long number) implements Start {}

        /** Begins after this block. If the block is no longer canonical, begins with its removed logs. */
        record After(Hash block) implements Start {}
    }

    /**
     * Parses the parameters.
     *
     * @param positionMax the longest list of addresses or topics; 0: no limit
     * @throws RpcException if they are invalid
     */
    static SubscriptionRequest parse(String namespace, String kind, List<JsonNode> arguments, int positionMax) {
        if (!namespace.equals("eth")) {
            throw noSuch(namespace, kind);
        }
        return switch (kind) {
            case "newHeads" -> {
                JsonNode from = Params.one(arguments, OBJECT);
                yield new SubscriptionRequest(new Interest.NewHeads(), from == null ? null : start(from));
            }
            case "logs" -> logs(arguments, positionMax);
            case "transactionReceipts" ->
                new SubscriptionRequest(new Interest.Receipts(transactions(Params.one(arguments, OBJECT))), null);
            case "newPendingTransactions" ->
                new SubscriptionRequest(
                        new Interest.PendingTransactions(Params.one(arguments, Params.BOOL.orElse(false))), null);
            case "syncing" -> {
                if (!arguments.isEmpty()) {
                    throw invalid("too many arguments, want at most 1");
                }
                yield new SubscriptionRequest(new Interest.Syncing(), null);
            }
            default -> throw noSuch(namespace, kind);
        };
    }

    private static SubscriptionRequest logs(List<JsonNode> arguments, int positionMax) {
        LogFilter filter = Params.one(arguments, LogFilter.PARAM);
        filter.checkLists(positionMax);
        Start start = start(arguments.getFirst());
        long last = LogFilter.numberOr(filter.to(), Long.MAX_VALUE);
        if (start instanceof Start.At at && at.number > last) {
            throw LogFilter.invalidRange();
        }
        LogCriteria criteria = filter.criteria();
        return new SubscriptionRequest(new Interest.Logs(criteria, criteria.bloomTest(), last), start);
    }

    private static @Nullable Start start(JsonNode from) {
        JsonNode hash = from.path("fromBlockHash");
        JsonNode number = from.path("fromBlock");
        boolean byHash = !hash.isMissingNode() && !hash.isNull();
        boolean byNumber = !number.isMissingNode() && !number.isNull();
        if (byHash && byNumber) {
            throw invalid(
                    "invalid argument 1: cannot specify both fromBlock and fromBlockHash, choose one or the other");
        }
        if (byHash) {
            return new Start.After(Params.one(List.of(hash), Params.HASH));
        }
        if (!byNumber) {
            return null;
        }
        BlockRef.Height height = Params.one(List.of(number), Params.BLOCK_NUMBER_OR_TAG);
        if (height == BlockRef.Tag.EARLIEST) {
            return new Start.At(0);
        }
        long first = LogFilter.numberOr(height, NOW);
        return first == NOW ? null : new Start.At(first);
    }

    private static Set<Hash> transactions(@Nullable JsonNode filter) {
        JsonNode wanted = filter == null ? null : filter.get("transactionHashes");
        if (wanted == null || wanted.isNull()) {
            return Set.of();
        }
        if (!wanted.isArray()) {
            throw invalid("invalid argument 1: json: cannot unmarshal " + HexJson.kind(wanted)
                    + " into Go struct field TransactionReceiptsQuery.transactionHashes of type []common.Hash");
        }
        if (wanted.size() > TRANSACTIONS_MAX) {
            throw new RpcException(
                    RpcFault.SERVER_ERROR,
                    "exceed max number of transaction hashes allowed per transactionReceipts subscription");
        }
        Set<Hash> hashes = new HashSet<>();
        wanted.forEach(hash -> hashes.add(Params.one(List.of(hash), Params.HASH)));
        return Set.copyOf(hashes);
    }

    private static RpcException noSuch(String namespace, String kind) {
        return new RpcException(
                RpcFault.METHOD_NOT_FOUND, "no \"" + kind + "\" subscription in " + namespace + " namespace");
    }

    private static RpcException invalid(String message) {
        return new RpcException(RpcFault.INVALID_PARAMS, message);
    }
}

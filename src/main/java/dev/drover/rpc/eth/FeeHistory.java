package dev.drover.rpc.eth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.drover.blocks.ChainReader;
import dev.drover.chain.BlobParameters;
import dev.drover.chain.Block;
import dev.drover.chain.BlockId;
import dev.drover.chain.ChainConfig;
import dev.drover.chain.Hash;
import dev.drover.chain.Header;
import dev.drover.chain.NextFees;
import dev.drover.json.Json;
import dev.drover.json.JsonWriter;
import dev.drover.rpc.BlockRef;
import dev.drover.rpc.CallContext;
import dev.drover.rpc.HeadReader;
import dev.drover.rpc.RpcException;
import dev.drover.rpc.RpcFault;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code eth_feeHistory}: the fees and the gas usage of a range of blocks (geth: eth/gasprice/feehistory.go). Any
 * thread.
 */
final class FeeHistory {
    private static final int PERCENTILES_MAX = 100;

    private final int blocksMax;
    private final Cache<Hash, BlockTips> tips;

    /**
     * @param blocksMax the maximum number of blocks in a response
     * @param tipsMaxBytes the size of the cache of priority fees
     */
    FeeHistory(int blocksMax, long tipsMaxBytes) {
        this.blocksMax = blocksMax;
        this.tips = Caffeine.newBuilder()
                .maximumWeight(tipsMaxBytes)
                .weigher((Hash hash, BlockTips block) -> block.sizeBytes())
                .build();
    }

    /** One block of the response; {@code rewards} is null if none were requested. */
    private record Row(Header header, BigInteger @Nullable [] rewards) {}

    /**
     * Returns the response.
     *
     * @param count the number of blocks, unsigned; it is reduced to what exists and is allowed
     * @param last the newest block
     * @param percentiles the percentiles of the gas used for which to report the priority fee
     */
    Json answer(CallContext context, long count, BlockRef.Height last, double[] percentiles) {
        if (count == 0) {
            return FeeHistory::writeNothing;
        }
        check(percentiles);
        int wanted = Long.compareUnsigned(count, blocksMax) > 0 ? blocksMax : (int) count;
        HeadReader reader = HeadReader.of(context);
        BlockRef end = last;
        if (last == BlockRef.Tag.PENDING) {
            // The pending block counts as a requested block, although a replica builds none.
            wanted--;
            end = BlockRef.Tag.LATEST;
        }
        BlockId newest = reader.find(end);
        if (newest == null) {
            throw beyondHead(last, context.head().head().number());
        }
        if (wanted == 0) {
            return FeeHistory::writeNothing;
        }
        ChainReader chain = reader.chain();
        ChainConfig config = chain.config();
        List<Row> rows = rows(context, chain, newest, wanted, percentiles);
        return out -> write(config, rows, percentiles.length > 0, out);
    }

    private static void check(double[] percentiles) {
        if (percentiles.length > PERCENTILES_MAX) {
            throw refused("invalid reward percentile: over the query limit " + PERCENTILES_MAX);
        }
        for (int i = 0; i < percentiles.length; i++) {
            double percentile = percentiles[i];
            if (percentile < 0 || percentile > 100) {
                throw refused("invalid reward percentile: " + decimal(percentile));
            }
            if (i > 0 && percentile <= percentiles[i - 1]) {
                throw refused("invalid reward percentile: #" + (i - 1) + ":" + decimal(percentiles[i - 1]) + " >= #" + i
                        + ":" + decimal(percentile));
            }
        }
    }

    /** Returns the blocks, oldest first. It walks from child to parent, so that all are on one branch. */
    private List<Row> rows(CallContext context, ChainReader chain, BlockId newest, int wanted, double[] percentiles) {
        Deque<Row> rows = new ArrayDeque<>();
        BlockId id = newest;
        while (rows.size() < wanted && id.number() >= 0) {
            context.checkDeadline();
            Header header = chain.header(id);
            rows.addFirst(new Row(header, percentiles.length == 0 ? null : rewards(chain, header, percentiles)));
            id = new BlockId(id.number() - 1, header.parentHash());
        }
        return new ArrayList<>(rows);
    }

    private BigInteger[] rewards(ChainReader chain, Header header, double[] percentiles) {
        BlockTips block = tips.get(header.hash(), hash -> {
            Block whole = chain.block(header.id());
            return BlockTips.of(whole, chain.receipts(whole));
        });
        return block.at(percentiles, header.gasUsed());
    }

    private static void write(ChainConfig config, List<Row> rows, boolean withRewards, JsonWriter out) {
        Header newest = rows.getLast().header;
        NextFees next = NextFees.after(config, newest);
        out.beginObject();
        out.name("oldestBlock").quantity(rows.getFirst().header.number());
        if (withRewards) {
            writeRewards(rows, out);
        }
        out.name("baseFeePerGas").beginArray();
        rows.forEach(row -> out.quantity(orZero(row.header.baseFee())));
        out.quantity(orZero(next.baseFee())).endArray();
        out.name("gasUsedRatio").beginArray();
        rows.forEach(row -> out.number((double) row.header.gasUsed() / row.header.gasLimit()));
        out.endArray();
        out.name("baseFeePerBlobGas").beginArray();
        rows.forEach(row -> out.quantity(orZero(config.blobBaseFee(row.header))));
        out.quantity(orZero(next.blobBaseFee())).endArray();
        out.name("blobGasUsedRatio").beginArray();
        rows.forEach(row -> out.number(blobGasUsedRatio(config, row.header)));
        out.endArray();
        out.endObject();
    }

    private static void writeRewards(List<Row> rows, JsonWriter out) {
        out.name("reward").beginArray();
        for (Row row : rows) {
            out.beginArray();
            if (row.rewards != null) {
                for (BigInteger reward : row.rewards) {
                    out.quantity(reward);
                }
            }
            out.endArray();
        }
        out.endArray();
    }

    private static void writeNothing(JsonWriter out) {
        out.beginObject();
        out.name("oldestBlock").quantity(0);
        out.name("gasUsedRatio").nullValue();
        out.endObject();
    }

    private static double blobGasUsedRatio(ChainConfig config, Header header) {
        BlobParameters blobs = config.blobParametersAt(header.time());
        return header.blobGasUsed() == null || blobs == null || blobs.max() == 0
                ? 0
                : (double) header.blobGasUsed() / blobs.maxGas();
    }

    private static BigInteger orZero(@Nullable BigInteger fee) {
        return fee == null ? BigInteger.ZERO : fee;
    }

    private static RpcException beyondHead(BlockRef.Height last, long head) {
        String requested = last instanceof BlockRef.ByNumber byNumber ? String.valueOf(byNumber.number()) : "none";
        return refused("request beyond head block: requested " + requested + ", head " + head);
    }

    /** Formats a number as Go's %f does. */
    private static String decimal(double value) {
        return new BigDecimal(value).setScale(6, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static RpcException refused(String message) {
        return new RpcException(RpcFault.SERVER_ERROR, message);
    }
}

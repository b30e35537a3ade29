package dev.drover.rpc.eth;

import dev.drover.chain.Header;
import dev.drover.chain.NextFees;
import dev.drover.chain.Senders;
import dev.drover.config.CacheConfig;
import dev.drover.config.GpoConfig;
import dev.drover.json.Json;
import dev.drover.rpc.CallContext;
import dev.drover.rpc.HeadReader;
import dev.drover.rpc.Lane;
import dev.drover.rpc.MethodTable;
import dev.drover.rpc.Params;
import java.math.BigInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The methods for current prices and suggested fees. */
final class EthFees {
    private final PerHead<NextFees> next = new PerHead<>(EthFees::nextFees);
    private final PerHead<Offer> offers;
    private final FeeHistory history;

    /**
     * The suggested fees of a transaction, in wei per unit of gas.
     *
     * @param tip the priority fee
     * @param gasPrice the total price
     */
    private record Offer(BigInteger tip, BigInteger gasPrice) {}

    /**
     * Creates the methods.
     *
     * @param config the parameters of the fee suggestions
     * @param cache the bounds of the caches
     */
    EthFees(Senders senders, GpoConfig config, CacheConfig cache) {
        TipOracle oracle = new TipOracle(config, senders);
        this.offers = new PerHead<>(reader -> offer(oracle, reader));
        this.history = new FeeHistory(config.historyBlocksMax(), cache.tipsMaxBytes());
    }

    /** Returns the suggested priority fee in wei per unit of gas. Not for event loops. */
    BigInteger tip(CallContext context) {
        return offers.get(context).tip();
    }

    /**
     * Registers the methods of this family. Base fees are those of the next block, the first one that can include a new
     * transaction.
     */
    void register(MethodTable table) {
        register(table, "eth_gasPrice", offers, Offer::gasPrice);
        register(table, "eth_maxPriorityFeePerGas", offers, Offer::tip);
        register(table, "eth_baseFee", next, NextFees::baseFee);
        register(table, "eth_blobBaseFee", next, NextFees::blobBaseFee);
        table.addAtHead(
                "eth_feeHistory",
                Lane.READ,
                FeeParams.COUNT,
                Params.BLOCK_NUMBER_OR_TAG,
                FeeParams.PERCENTILES,
                history::answer);
    }

    private static <T> void register(
            MethodTable table, String name, PerHead<T> values, Function<T, @Nullable BigInteger> part) {
        table.addAtHead(name, Lane.READ, context -> json(values.get(context), part))
                .memoryFirst(context -> inMemory(values, context, part));
    }

    private static <T> @Nullable Json inMemory(
            PerHead<T> values, CallContext context, Function<T, @Nullable BigInteger> part) {
        T value = values.find(context);
        return value == null ? null : json(value, part);
    }

    private static <T> Json json(T value, Function<T, @Nullable BigInteger> part) {
        BigInteger fee = part.apply(value);
        return fee == null ? Json.NULL : Json.quantity(fee);
    }

    private static NextFees nextFees(HeadReader reader) {
        return NextFees.after(reader.chain().config(), reader.headHeader());
    }

    private static Offer offer(TipOracle oracle, HeadReader reader) {
        Header head = reader.headHeader();
        BigInteger tip = oracle.suggest(reader.chain(), head.id());
        return new Offer(tip, head.baseFee() == null ? tip : tip.add(head.baseFee()));
    }
}

package dev.drover.rpc.eth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.drover.blocks.ChainReader;
import dev.drover.chain.Block;
import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.chain.Senders;
import dev.drover.chain.Transaction;
import dev.drover.config.GpoConfig;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The suggestion of a priority fee: a percentile of the lowest tips in the newest blocks (geth:
 * eth/gasprice/gasprice.go). It depends only on the chain below the head and not on earlier requests, so all replicas
 * suggest the same. Any thread; reads blocks.
 */
final class TipOracle {
    /** The number of tips sampled per block. */
    private static final int TIPS_PER_BLOCK = 3;

    /**
     * The tip assumed for a block without a usable sample, because only its builder paid more than the minimum. It is
     * geth's initial suggestion (--miner.gasprice); geth itself repeats its last suggestion.
     */
    private static final BigInteger TIP_OF_SILENT_BLOCK = BigInteger.valueOf(1_000_000);

    /**
     * The sample of a block.
     *
     * @param tips the lowest tips that are not ignored, ascending
     */
    private record Sample(Hash parent, List<BigInteger> tips) {}

    private final GpoConfig config;
    private final Senders senders;
    private final Cache<Hash, Sample> samples;

    TipOracle(GpoConfig config, Senders senders) {
        this.config = config;
        this.senders = senders;
        // Enough for one suggestion, and again as much for blocks of another branch.
        this.samples = Caffeine.newBuilder().maximumSize(4L * config.blocks()).build();
    }

    /** Returns the tip that gets a transaction included soon after {@code head}, in wei per unit of gas. */
    BigInteger suggest(ChainReader chain, BlockId head) {
        List<BigInteger> tips = new ArrayList<>();
        BlockId next = head;
        long wanted = Math.min(config.blocks(), head.number());
        while (wanted > 0) {
            wanted--;
            BlockId block = next;
            Sample sample = samples.get(block.hash(), hash -> sample(chain.block(block)));
            next = new BlockId(block.number() - 1, sample.parent);
            // A block with few samples extends the range by one block, up to twice the configured number.
            if (sample.tips.size() <= 1
                    && tips.size() + 1 + wanted < 2L * config.blocks()
                    && next.number() - wanted > 0) {
                wanted++;
            }
            tips.addAll(sample.tips.isEmpty() ? List.of(TIP_OF_SILENT_BLOCK) : sample.tips);
        }
        if (tips.isEmpty()) {
            return TIP_OF_SILENT_BLOCK;
        }
        tips.sort(Comparator.naturalOrder());
        BigInteger tip = tips.get((int) ((tips.size() - 1L) * config.percentile() / 100));
        return tip.min(BigInteger.valueOf(config.maxPriceWei()));
    }

    private Sample sample(Block block) {
        BigInteger baseFee = block.header().baseFee();
        BigInteger least = BigInteger.valueOf(config.ignorePriceWei());
        List<BigInteger> tips = block.body().transactions().stream()
                .filter(transaction -> transaction.effectiveTip(baseFee).compareTo(least) >= 0)
                .sorted(Comparator.comparing((Transaction transaction) -> transaction.effectiveTip(baseFee)))
                // Lazily: senders are recovered only until there are enough samples.
                .filter(transaction ->
                        !senders.of(transaction).equals(block.header().coinbase()))
                .limit(TIPS_PER_BLOCK)
                .map(transaction -> transaction.effectiveTip(baseFee))
                .toList();
        return new Sample(block.header().parentHash(), tips);
    }
}

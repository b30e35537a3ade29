package dev.drover.rpc.eth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.drover.chain.Block;
import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.chain.Senders;
import dev.drover.chain.Transaction;
import dev.drover.config.GpoConfig;
import dev.drover.store.ChainReader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Suggests a tip: a percentile of the lowest tips in the newest blocks (geth: eth/gasprice/gasprice.go). It depends on the
 * chain below the head and on nothing that was asked before, so all replicas suggest the same. Any thread; reads blocks.
 */
final class TipOracle {
    /** Tips that are taken of a block. */
    private static final int TIPS_PER_BLOCK = 3;

    /**
     * What stands for a block that tells nothing, because nobody but its maker paid more than nothing: the tip that geth
     * begins with (--miner.gasprice), where geth goes on with what it suggested last.
     */
    private static final BigInteger TIP_OF_SILENT_BLOCK = BigInteger.valueOf(1_000_000);

    /**
     * What a block tells.
     *
     * @param tips the lowest worth looking at, ascending
     */
    private record Sample(Hash parent, List<BigInteger> tips) {}

    private final GpoConfig config;
    private final Senders senders;
    private final Cache<Hash, Sample> samples;

    TipOracle(GpoConfig config, Senders senders) {
        this.config = config;
        this.senders = senders;
        // All that one suggestion looks at, and as much again for blocks of another branch.
        this.samples = Caffeine.newBuilder().maximumSize(4L * config.blocks()).build();
    }

    /** The tip that gets a transaction into one of the blocks after {@code head}, in wei per unit of gas. */
    BigInteger suggest(ChainReader chain, BlockId head) {
        List<BigInteger> tips = new ArrayList<>();
        BlockId next = head;
        long wanted = Math.min(config.blocks(), head.number());
        while (wanted > 0) {
            wanted--;
            BlockId block = next;
            Sample sample = samples.get(block.hash(), hash -> sample(chain.block(block)));
            next = new BlockId(block.number() - 1, sample.parent);
            // Blocks that tell little make place for one more each, up to twice as many.
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
                // Lazily: senders are only recovered until there are enough.
                .filter(transaction ->
                        !senders.of(transaction).equals(block.header().coinbase()))
                .limit(TIPS_PER_BLOCK)
                .map(transaction -> transaction.effectiveTip(baseFee))
                .toList();
        return new Sample(block.header().parentHash(), tips);
    }
}

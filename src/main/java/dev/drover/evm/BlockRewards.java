package dev.drover.evm;

import dev.drover.chain.Block;
import dev.drover.chain.ChainConfig;
import dev.drover.chain.Fork;
import dev.drover.chain.ForkRules;
import dev.drover.chain.Header;
import dev.drover.chain.Withdrawal;
import dev.drover.chain.Word;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The payments at the end of a block: the mining reward before the merge, withdrawals since Shanghai; none in Clique chains.
 */
public final class BlockRewards {
    private static final BigInteger ETHER = BigInteger.TEN.pow(18);
    private static final BigInteger GWEI = BigInteger.TEN.pow(9);

    private BlockRewards() {}

    /** Pays the rewards and withdrawals of a block. The world must be in the state after the last transaction. */
    public static void pay(World world, Block block, ChainConfig config, ForkRules rules) {
        if (!rules.has(Fork.PARIS) && !config.clique()) {
            payMiners(world, block.header(), block.body().uncles(), rules);
        }
        payWithdrawals(world, block.body().withdrawals());
    }

    /** Yellow Paper, section 11.3; EIP-649, EIP-1234. */
    private static void payMiners(World world, Header header, List<Header> uncles, ForkRules rules) {
        int ether = rules.has(Fork.CONSTANTINOPLE) ? 2 : rules.has(Fork.BYZANTIUM) ? 3 : 5;
        BigInteger reward = ETHER.multiply(BigInteger.valueOf(ether));
        BigInteger total = reward;
        for (Header uncle : uncles) {
            BigInteger eighths = BigInteger.valueOf(uncle.number() + 8 - header.number());
            world.addBalance(uncle.coinbase(), Word.of(reward.multiply(eighths).shiftRight(3)));
            total = total.add(reward.shiftRight(5));
        }
        world.addBalance(header.coinbase(), Word.of(total));
    }

    /** EIP-4895. */
    private static void payWithdrawals(World world, @Nullable List<Withdrawal> withdrawals) {
        if (withdrawals != null) {
            for (Withdrawal withdrawal : withdrawals) {
                BigInteger gwei = Word.of(withdrawal.amountGwei()).toBigInteger();
                world.addBalance(withdrawal.address(), Word.of(gwei.multiply(GWEI)));
            }
        }
    }
}

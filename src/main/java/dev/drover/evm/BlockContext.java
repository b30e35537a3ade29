package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.chain.ChainConfig;
import dev.drover.chain.Fork;
import dev.drover.chain.ForkRules;
import dev.drover.chain.Hash;
import dev.drover.chain.Header;
import dev.drover.chain.Word;
import java.math.BigInteger;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What contracts can learn of the block that they run in.
 *
 * @param time seconds since 1970
 * @param coinbase who gets the fees
 * @param difficulty before the merge; the same instruction reads {@code prevRandao} after it
 * @param baseFee in wei; zero before London
 * @param blobBaseFee in wei; zero before Cancun
 * @param blockHash the hash of the block with a number, asked only for the 256 before this one; {@link Hash#ZERO} for none
 */
public record BlockContext(
        ForkRules rules,
        long number,
        long time,
        Address coinbase,
        Word difficulty,
        Hash prevRandao,
        long gasLimit,
        Word baseFee,
        Word blobBaseFee,
        LongFunction<Hash> blockHash) {

    /** The context of the block that this header begins. */
    public static BlockContext of(Header header, ChainConfig config, LongFunction<Hash> blockHash) {
        return new BlockContext(
                config.rulesAt(header),
                header.number(),
                header.time(),
                config.author(header),
                Word.of(header.difficulty()),
                header.mixHash(),
                header.gasLimit(),
                wordOrZero(header.baseFee()),
                wordOrZero(config.blobBaseFee(header)),
                blockHash);
    }

    /** True if the block has to keep the rules of {@code fork}. */
    public boolean has(Fork fork) {
        return rules.has(fork);
    }

    /** What the instruction 0x44 reads (EIP-4399). */
    Word randomness() {
        return rules.has(Fork.PARIS) ? Word.of(prevRandao) : difficulty;
    }

    private static Word wordOrZero(@Nullable BigInteger value) {
        return value == null ? Word.ZERO : Word.of(value);
    }
}

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
 * The block that contracts run in, as they can read it.
 *
 * @param time seconds since 1970
 * @param coinbase the account that receives the fees
 * @param difficulty what DIFFICULTY returns before the merge; after it, the instruction returns {@code prevRandao}
 * @param baseFee in wei; zero before London
 * @param blobBaseFee in wei; zero before Cancun
 * @param blockHash block hashes by number, for the 256 blocks before this one; {@link Hash#ZERO} if there is none
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

    /** Returns the context of the block with this header. */
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

    /** Returns whether {@code fork} is active in the block. */
    public boolean has(Fork fork) {
        return rules.has(fork);
    }

    /** Returns the same context under other rules. */
    public BlockContext withRules(ForkRules other) {
        return new BlockContext(
                other, number, time, coinbase, difficulty, prevRandao, gasLimit, baseFee, blobBaseFee, blockHash);
    }

    /** Returns the same context with another blob base fee. */
    public BlockContext withBlobBaseFee(Word fee) {
        return new BlockContext(
                rules, number, time, coinbase, difficulty, prevRandao, gasLimit, baseFee, fee, blockHash);
    }

    /** Returns the same context with another base fee. */
    public BlockContext withBaseFee(Word fee) {
        return new BlockContext(
                rules, number, time, coinbase, difficulty, prevRandao, gasLimit, fee, blobBaseFee, blockHash);
    }

    /** Returns the same context with other block hashes. */
    public BlockContext withBlockHash(LongFunction<Hash> hashes) {
        return new BlockContext(
                rules, number, time, coinbase, difficulty, prevRandao, gasLimit, baseFee, blobBaseFee, hashes);
    }

    /** Returns what {@link Opcode#DIFFICULTY} pushes (EIP-4399). */
    Word difficultyOrRandao() {
        return rules.has(Fork.PARIS) ? Word.of(prevRandao) : difficulty;
    }

    private static Word wordOrZero(@Nullable BigInteger value) {
        return value == null ? Word.ZERO : Word.of(value);
    }
}

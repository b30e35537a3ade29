package dev.drover.rpc.simulate;

import dev.drover.chain.Address;
import dev.drover.chain.Bloom;
import dev.drover.chain.ChainConfig;
import dev.drover.chain.Fork;
import dev.drover.chain.ForkRules;
import dev.drover.chain.Hash;
import dev.drover.chain.Header;
import dev.drover.chain.NextFees;
import dev.drover.chain.Receipt;
import dev.drover.rpc.call.BlockOverrides;
import dev.drover.trie.ListRoot;
import dev.drover.trie.Trie;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The header of a simulated block: first with what is known before its calls run, then with their results. */
final class HeaderDraft {
    /** The Keccak hash of the RLP of an empty list. */
    private static final Hash NO_UNCLES =
            Hash.fromHex("0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347");

    private final Header parent;
    private final SimulationPlan.Step step;
    private final ForkRules rules;
    private final BigInteger difficulty;
    private final @Nullable BigInteger baseFee;
    private final @Nullable Long excessBlobGas;

    /** The header fields that are known only after the calls ran. */
    record Results(
            Hash stateRoot,
            Hash transactionsRoot,
            Hash receiptsRoot,
            byte[] bloom,
            long gasUsed,
            @Nullable Long blobGasUsed,
            @Nullable Hash withdrawalsRoot,
            @Nullable Hash requestsHash) {
        static final Results NONE =
                new Results(Hash.ZERO, Trie.EMPTY_ROOT, Trie.EMPTY_ROOT, new byte[Bloom.LENGTH], 0, null, null, null);
    }

    /**
     * Drafts the header of the block after {@code parent}. With {@code validation} it has the base fee that the
     * protocol demands, otherwise zero.
     */
    HeaderDraft(ChainConfig chain, Header parent, SimulationPlan.Step step, boolean validation) {
        this.parent = parent;
        this.step = step;
        BlockOverrides wanted = step.calls().block();
        boolean merged = parent.difficulty().signum() == 0 || isTimed(chain, step);
        difficulty = wanted.difficulty() != null ? wanted.difficulty() : merged ? BigInteger.ZERO : parent.difficulty();
        rules = chain.rulesAt(step.number(), step.time(), difficulty.signum() == 0);
        baseFee = baseFee(chain, validation);
        excessBlobGas = rules.has(Fork.CANCUN) ? excessBlobGas(chain) : null;
    }

    /** Returns whether the fork schedule places this block after the merge. */
    private static boolean isTimed(ChainConfig chain, SimulationPlan.Step step) {
        Long merge = chain.forks().get(Fork.PARIS);
        return merge != null && step.number() >= merge
                || chain.rulesAt(step.number(), step.time(), true).has(Fork.SHANGHAI);
    }

    private @Nullable BigInteger baseFee(ChainConfig chain, boolean validation) {
        BigInteger wanted = step.calls().block().baseFee();
        if (wanted != null || !rules.has(Fork.LONDON)) {
            return wanted;
        }
        return validation ? NextFees.after(chain, parent).baseFee() : BigInteger.ZERO;
    }

    private long excessBlobGas(ChainConfig chain) {
        boolean parentHasBlobs = parent.excessBlobGas() != null;
        return parentHasBlobs ? NextFees.excessBlobGas(chain, parent, step.time()) : 0;
    }

    ForkRules rules() {
        return rules;
    }

    /** Returns the header with the results of the calls. */
    Header with(Results results) {
        BlockOverrides wanted = step.calls().block();
        Address coinbase = wanted.feeRecipient() == null ? parent.coinbase() : wanted.feeRecipient();
        boolean isCancun = rules.has(Fork.CANCUN);
        Hash beaconRoot = wanted.beaconRoot() == null ? Hash.ZERO : wanted.beaconRoot();
        Header draft = new Header(
                Hash.ZERO,
                parent.hash(),
                NO_UNCLES,
                coinbase,
                results.stateRoot,
                results.transactionsRoot,
                results.receiptsRoot,
                results.bloom,
                difficulty,
                step.number(),
                wanted.gasLimit() == null ? parent.gasLimit() : wanted.gasLimit(),
                results.gasUsed,
                step.time(),
                new byte[0],
                wanted.prevRandao() == null ? Hash.ZERO : wanted.prevRandao(),
                new byte[8],
                baseFee,
                rules.has(Fork.SHANGHAI) ? orElse(results.withdrawalsRoot, Trie.EMPTY_ROOT) : null,
                isCancun ? results.blobGasUsed == null ? Long.valueOf(0) : results.blobGasUsed : null,
                excessBlobGas,
                isCancun ? beaconRoot : null,
                rules.has(Fork.PRAGUE) ? orElse(results.requestsHash, Hash.ZERO) : null,
                null,
                null);
        return Header.decode(draft.encode());
    }

    private static Hash orElse(@Nullable Hash hash, Hash otherwise) {
        return hash == null ? otherwise : hash;
    }

    /** Returns the root of the trie of the receipts. */
    static Hash receiptsRoot(List<Receipt> receipts) {
        return ListRoot.of(receipts.stream().map(Receipt::encode).toList());
    }
}

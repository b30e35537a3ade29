package dev.drover.evm;

import dev.drover.chain.Block;
import dev.drover.chain.Body;
import dev.drover.chain.ChainConfig;
import dev.drover.chain.Fork;
import dev.drover.chain.ForkRules;
import dev.drover.chain.Hash;
import dev.drover.chain.Log;
import dev.drover.chain.Receipt;
import dev.drover.chain.Senders;
import dev.drover.chain.Transaction;
import dev.drover.chain.Withdrawal;
import dev.drover.evm.InvalidTransactionException.Reason;
import dev.drover.trie.ListRoot;
import dev.drover.trie.StateView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Executes blocks (geth: core/state_processor.go). Does not compare the result with the header: see {@link
 * BlockResult#differences}. Thread-safe.
 */
public final class BlockProcessor {
    private final ChainConfig config;
    private final Senders senders;
    private final CodeCache codes;

    /** Creates a processor for one chain. */
    public BlockProcessor(ChainConfig config, Senders senders, CodeCache codes) {
        this.config = config;
        this.senders = senders;
        this.codes = codes;
    }

    /**
     * Executes a block.
     *
     * @param parent the state of the parent block
     * @param roots computes state roots after changes of {@code parent}
     * @param blockHash block hashes by number, for the 256 blocks before this one
     * @throws InvalidBlockException if the block breaks the consensus rules
     */
    public BlockResult run(Block block, StateView parent, StateRoots roots, LongFunction<Hash> blockHash) {
        World world = new World(parent, codes);
        BlockReplay replay = new BlockReplay(block, config, blockHash, world, senders, Interrupt.none());
        ForkRules rules = replay.context().rules();
        List<Receipt> receipts = new ArrayList<>();
        for (Transaction transaction : block.body().transactions()) {
            receipts.add(execute(transaction, replay, roots));
        }
        List<byte[]> requests = rules.has(Fork.PRAGUE)
                ? ExecutionRequests.of(logs(receipts), config.depositContract(), replay.systemCalls())
                : null;
        BlockRewards.pay(world, block, config, rules);
        world.endTransaction(rules.has(Fork.EIP158));
        List<AccountChange> changes = world.changes();
        Body body = block.body();
        return new BlockResult(
                receipts,
                changes,
                roots.after(changes),
                ListRoot.of(
                        body.transactions().stream().map(Transaction::encoded).toList()),
                withdrawalsRoot(body.withdrawals()),
                rules.has(Fork.CANCUN) ? blobGas(body) : null,
                requests);
    }

    /** Executes the next transaction of the block. */
    private static Receipt execute(Transaction transaction, BlockReplay replay, StateRoots roots) {
        ForkRules rules = replay.context().rules();
        int index = replay.next();
        int logsBefore = replay.logs();
        try {
            if (!transaction.type().isIn(rules)) {
                throw new InvalidTransactionException(Reason.TYPE_NOT_SUPPORTED, "transaction type not supported");
            }
            TransactionResult result = replay.run(null);
            boolean hasStatus = rules.has(Fork.BYZANTIUM);
            return new Receipt(
                    transaction,
                    index,
                    hasStatus ? null : roots.after(replay.world().changes()),
                    hasStatus && result.succeeded(),
                    replay.gasUsed(),
                    result.gasUsed(),
                    result.logs(),
                    logsBefore);
        } catch (InvalidTransactionException e) {
            throw new InvalidBlockException(
                    "could not apply tx " + index + " [" + transaction.hash() + "]: " + e.getMessage());
        }
    }

    private static List<Log> logs(List<Receipt> receipts) {
        return receipts.stream().flatMap(receipt -> receipt.logs().stream()).toList();
    }

    private static long blobGas(Body body) {
        return body.transactions().stream().mapToLong(Transaction::blobGas).sum();
    }

    private static @Nullable Hash withdrawalsRoot(@Nullable List<Withdrawal> withdrawals) {
        return withdrawals == null
                ? null
                : ListRoot.of(withdrawals.stream().map(Withdrawal::encode).toList());
    }
}

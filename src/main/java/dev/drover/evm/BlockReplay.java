package dev.drover.evm;

import dev.drover.chain.Block;
import dev.drover.chain.ChainConfig;
import dev.drover.chain.Fork;
import dev.drover.chain.Hash;
import dev.drover.chain.Header;
import dev.drover.chain.Senders;
import dev.drover.chain.Transaction;
import dev.drover.crypto.InvalidSignatureException;
import dev.drover.evm.InvalidTransactionException.Reason;
import dev.drover.evm.precompile.Precompiles;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Executes the transactions of a block one after the other, each optionally with its own tracer. Rewards, withdrawals and
 * requests at the end of the block are left to {@link BlockProcessor}. One thread at a time.
 */
public final class BlockReplay {
    private final Block block;
    private final BlockContext context;
    private final World world;
    private final Senders senders;
    private final Interrupt interrupt;
    private final Precompiles precompiles;
    private final Evm untraced;
    private int next;
    private int logs;
    private long gasUsed;

    /**
     * Applies the changes before the first transaction: the DAO fork and system calls.
     *
     * @param blockHash block hashes by number, for the 256 blocks before this one
     * @param world the state of the block's parent, which the replay changes
     */
    public BlockReplay(
            Block block,
            ChainConfig config,
            LongFunction<Hash> blockHash,
            World world,
            Senders senders,
            Interrupt interrupt) {
        this.block = block;
        this.context = BlockContext.of(block.header(), config, blockHash);
        this.world = world;
        this.senders = senders;
        this.interrupt = interrupt;
        this.precompiles = Precompiles.at(context.rules());
        this.untraced = evm(null);
        if (DaoFork.isAt(config, block.header().number())) {
            DaoFork.apply(world, context.has(Fork.EIP158));
        }
        systemCalls().begin(block.header());
    }

    /** Returns the block's system calls. */
    SystemCalls systemCalls() {
        return new SystemCalls(untraced);
    }

    /** Returns the state after the transactions executed so far. */
    public World world() {
        return world;
    }

    /** Returns the block as contracts can read it. */
    public BlockContext context() {
        return context;
    }

    /** Returns the index of the transaction that {@link #run} executes next. */
    public int next() {
        return next;
    }

    /** Returns the gas used by the transactions executed so far. */
    long gasUsed() {
        return gasUsed;
    }

    /** Returns the number of logs of the transactions executed so far. */
    public int logs() {
        return logs;
    }

    /** Executes the transactions before the one with this index. */
    public void runUpTo(int index) throws InvalidTransactionException {
        while (next < index) {
            run(null);
        }
    }

    /**
     * Executes the next transaction.
     *
     * @throws InvalidTransactionException if the transaction is not valid in this block, which means that the world was not its
     *     parent's state
     * @throws CancelledException if the run was interrupted
     */
    public TransactionResult run(@Nullable Tracer tracer) throws InvalidTransactionException {
        Transaction transaction = block.body().transactions().get(next);
        Header header = block.header();
        Evm evm = tracer == null ? untraced : evm(tracer);
        TransactionResult result = TransactionProcessor.of(evm).run(message(transaction), header.gasLimit() - gasUsed);
        gasUsed += result.gasUsed();
        logs += result.logs().size();
        next++;
        return result;
    }

    private Message message(Transaction transaction) throws InvalidTransactionException {
        try {
            return Message.of(
                    transaction, senders.of(transaction), block.header().baseFee());
        } catch (InvalidSignatureException e) {
            throw new InvalidTransactionException(Reason.INVALID_SIGNATURE, "invalid transaction v, r, s values");
        }
    }

    private Evm evm(@Nullable Tracer tracer) {
        return new Evm(world, context, precompiles::get, tracer, interrupt);
    }
}

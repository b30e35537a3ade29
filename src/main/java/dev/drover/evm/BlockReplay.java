package dev.drover.evm;

import dev.drover.chain.Block;
import dev.drover.chain.ChainConfig;
import dev.drover.chain.Fork;
import dev.drover.chain.Hash;
import dev.drover.chain.Header;
import dev.drover.chain.Senders;
import dev.drover.chain.Transaction;
import dev.drover.crypto.InvalidSignatureException;
import dev.drover.evm.precompile.Precompiles;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Executes the transactions of a block again, one after the other, so that each can be looked at with a tracer of its own.
 * What the block does after them (rewards, withdrawals, requests) is left out. One thread at a time.
 */
public final class BlockReplay {
    private final Block block;
    private final BlockContext context;
    private final World world;
    private final Senders senders;
    private final Interrupt interrupt;
    private final Precompiles precompiles;
    private final Evm silent;
    private int next;
    private int logs;
    private long gasUsed;

    /**
     * Does what comes before the first transaction.
     *
     * @param blockHash hashes of the 256 blocks before this one by number
     * @param world on the state of the block's parent
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
        this.silent = machine(null);
        if (DaoFork.isAt(config, block.header().number())) {
            DaoFork.apply(world, context.has(Fork.EIP158));
        }
        systemCalls().begin(block.header());
    }

    /** What the block does beside its transactions. */
    SystemCalls systemCalls() {
        return new SystemCalls(silent);
    }

    /** The state between the transactions. */
    public World world() {
        return world;
    }

    /** What contracts can learn of the block. */
    public BlockContext context() {
        return context;
    }

    /** Place of the transaction that {@link #run} executes next. */
    public int next() {
        return next;
    }

    /** Gas of the transactions up to now. */
    long gasUsed() {
        return gasUsed;
    }

    /** Number of logs up to now. */
    public int logs() {
        return logs;
    }

    /** Executes all transactions before that of a place. */
    public void runUpTo(int index) throws InvalidTransactionException {
        while (next < index) {
            run(null);
        }
    }

    /**
     * Executes the next transaction.
     *
     * @throws InvalidTransactionException if the block cannot hold it: its state is not its parent's
     * @throws CancelledException if the run was interrupted
     */
    public TransactionResult run(@Nullable Tracer tracer) throws InvalidTransactionException {
        Transaction transaction = block.body().transactions().get(next);
        Header header = block.header();
        Evm evm = tracer == null ? silent : machine(tracer);
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
            throw new InvalidTransactionException("invalid transaction v, r, s values");
        }
    }

    private Evm machine(@Nullable Tracer tracer) {
        return new Evm(world, context, precompiles::get, tracer, interrupt);
    }
}

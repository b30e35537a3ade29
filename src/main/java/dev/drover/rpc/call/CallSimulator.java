package dev.drover.rpc.call;

import dev.drover.chain.ChainConfig;
import dev.drover.chain.Fork;
import dev.drover.chain.Hash;
import dev.drover.chain.Header;
import dev.drover.chain.Word;
import dev.drover.evm.BlockContext;
import dev.drover.evm.CancelledException;
import dev.drover.evm.Evm;
import dev.drover.evm.Interrupt;
import dev.drover.evm.InvalidTransactionException;
import dev.drover.evm.Message;
import dev.drover.evm.Tracer;
import dev.drover.evm.TransactionProcessor;
import dev.drover.evm.TransactionResult;
import dev.drover.evm.World;
import dev.drover.rpc.BlockRef;
import dev.drover.rpc.CallContext;
import dev.drover.rpc.GoText;
import dev.drover.rpc.HeadReader;
import dev.drover.rpc.RpcException;
import dev.drover.rpc.RpcFault;
import dev.drover.trie.StateView;
import java.math.BigInteger;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A simulator of calls on the state after a block, as if they were part of it, with overrides of state and block. It
 * never writes to the store. One per request, one thread at a time.
 */
public final class CallSimulator {
    private final EvmResources resources;
    private final CallContext context;
    private final StateAt at;
    private final ChainConfig chain;
    private final Interrupt interrupt;
    private BlockContext block;
    private @Nullable BigInteger baseFee;
    private StateView state;
    private StateOverrides overrides = StateOverrides.NONE;

    private CallSimulator(EvmResources resources, CallContext context, HeadReader reader, StateAt at) {
        this.resources = resources;
        this.context = context;
        this.at = at;
        this.state = at.state();
        this.chain = reader.chain().config();
        this.block = BlockContext.of(at.header(), chain, new Ancestors(reader.chain(), at.header()));
        this.baseFee = at.header().baseFee();
        this.interrupt = interrupt(context, resources.limits().timeout());
    }

    /**
     * Returns a simulator of calls at the block that a request names. Not for event loops. Throws {@link RpcException}
     * if the block is unknown.
     */
    public static CallSimulator at(EvmResources resources, CallContext context, BlockRef ref) {
        HeadReader reader = HeadReader.of(context);
        return new CallSimulator(resources, context, reader, StateAt.find(resources.states(), reader, ref));
    }

    private static Interrupt interrupt(CallContext context, Duration timeout) {
        long left = context.deadlineNanos() - System.nanoTime();
        long most = timeout.isZero() ? left : Math.min(left, timeout.toNanos());
        return Interrupt.after(most, context::isAbandoned);
    }

    /** Replaces the state that calls run on, which is the state after the block at first. */
    public CallSimulator upon(StateView other) {
        state = other;
        return this;
    }

    /** Applies overrides to the block and the state. Throws {@link RpcException} if they are invalid. */
    public CallSimulator with(StateOverrides newOverrides, BlockOverrides of) {
        of.refuseUnsupported();
        overrides = newOverrides;
        long number = of.number() == null ? block.number() : of.number().longValue();
        long time = of.time() == null ? block.time() : of.time();
        boolean merged = block.has(Fork.PARIS) || of.prevRandao() != null;
        if (of.baseFee() != null) {
            baseFee = of.baseFee();
        }
        block = new BlockContext(
                chain.rulesAt(number, time, merged),
                number,
                time,
                of.feeRecipient() == null ? block.coinbase() : of.feeRecipient(),
                of.difficulty() == null ? block.difficulty() : Word.of(of.difficulty()),
                of.prevRandao() == null ? block.prevRandao() : of.prevRandao(),
                of.gasLimit() == null ? block.gasLimit() : of.gasLimit(),
                of.baseFee() == null ? block.baseFee() : Word.of(of.baseFee()),
                of.blobBaseFee() == null ? block.blobBaseFee() : Word.of(of.blobBaseFee()),
                block.blockHash());
        // Invalid overrides are reported before the arguments are checked.
        world(precompiles());
        return this;
    }

    /**
     * Keeps the block's parent as the previous block even if the block number was overridden, as geth does when it
     * estimates gas.
     */
    public CallSimulator withParent() {
        long parent = block.number() - 1;
        if (block.number() != header().number()) {
            block = block.withBlockHash(number -> number == parent ? header().parentHash() : Hash.ZERO);
        }
        return this;
    }

    /** Returns a world with the overrides applied; changes made by a run stay in it. */
    public World world(MovedPrecompiles precompiles) {
        World world = world(state);
        overrides.applyTo(world, precompiles);
        return world;
    }

    /** Returns the precompiles of the block's fork, which {@link #world} may move. */
    public MovedPrecompiles precompiles() {
        return new MovedPrecompiles(block.rules());
    }

    /**
     * Runs a message on a fresh world with the overrides.
     *
     * @throws InvalidTransactionException if no block may contain it
     */
    public TransactionResult run(Message message, @Nullable Tracer tracer) throws InvalidTransactionException {
        try {
            return run(message, tracer, interrupt);
        } catch (CancelledException e) {
            throw stopped();
        }
    }

    /**
     * Runs a message with an interrupt other than the one for the request's deadline.
     *
     * @throws InvalidTransactionException if no block may contain it
     * @throws CancelledException if it was interrupted
     */
    public TransactionResult run(Message message, @Nullable Tracer tracer, Interrupt until)
            throws InvalidTransactionException {
        MovedPrecompiles precompiles = precompiles();
        World world = world(precompiles);
        Evm evm = new Evm(world, contextOf(message), precompiles, tracer, until);
        return TransactionProcessor.ofCalls(evm).run(message, -1);
    }

    /** Returns the block that calls run in. */
    public BlockContext block() {
        return block;
    }

    /** Returns the header of the block on whose state calls run. */
    public Header header() {
        return at.header();
    }

    /** Returns the maximum gas of a call; 0 for no limit. */
    public long gasCap() {
        return resources.limits().gasCap();
    }

    /** Returns the context of the request. */
    public CallContext context() {
        return context;
    }

    /** Returns the interrupt for the deadline of the request and the timeout of calls. */
    public Interrupt interrupt() {
        return interrupt;
    }

    /** Returns the block on whose state calls run, and that state without overrides. */
    public StateAt base() {
        return at;
    }

    /** Returns a world on a state, without overrides. */
    public World world(StateView upon) {
        return new World(upon, resources.codes());
    }

    /** Returns the chain's config. */
    public ChainConfig chain() {
        return chain;
    }

    /** Returns the message for arguments that have all defaults. */
    public Message message(CallArgs args) {
        return args.message(baseFee, true);
    }

    /** Returns the arguments with the defaults for this block. Throws {@link RpcException} if they are invalid. */
    public CallArgs defaults(CallArgs args) {
        return args.withDefaults(resources.limits().gasCap(), baseFee, chain.chainId());
    }

    /**
     * Returns the block for a message. Its fees are zero for a message that pays nothing, so that contracts do not see
     * a price below them.
     */
    private BlockContext contextOf(Message message) {
        Word blobFee = message.blobGasFeeCap();
        BlockContext withFee = message.gasPrice().isZero() ? block.withBaseFee(Word.ZERO) : block;
        return blobFee != null && blobFee.isZero() ? withFee.withBlobBaseFee(Word.ZERO) : withFee;
    }

    /**
     * Returns the error for a run that was interrupted. Throws {@link RpcException} if the deadline of the request has
     * passed.
     */
    public RpcException stopped() {
        context.checkDeadline();
        return new RpcException(
                RpcFault.SERVER_ERROR,
                "execution aborted (timeout = "
                        + GoText.duration(resources.limits().timeout()) + ")");
    }
}

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
import dev.drover.rpc.CallContext;
import dev.drover.rpc.GoText;
import dev.drover.rpc.HeadReader;
import dev.drover.rpc.RpcException;
import dev.drover.rpc.RpcFault;
import dev.drover.state.StateView;
import java.math.BigInteger;
import java.time.Duration;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Where calls are tried out: upon the state after a block, as if they were in it, with whatever the caller wants to be
 * otherwise. Changes nothing that stays. One per request, one thread at a time.
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

    CallSimulator(EvmResources resources, CallContext context, HeadReader reader, StateAt at) {
        this.resources = resources;
        this.context = context;
        this.at = at;
        this.state = at.state();
        this.chain = reader.chain().config();
        this.block = BlockContext.of(at.header(), chain, new Ancestors(reader.chain(), at.header()));
        this.baseFee = at.header().baseFee();
        this.interrupt = interrupt(context, resources.limits().timeout());
    }

    private static Interrupt interrupt(CallContext context, Duration timeout) {
        long left = context.deadlineNanos() - System.nanoTime();
        long most = timeout.isZero() ? left : Math.min(left, timeout.toNanos());
        return Interrupt.after(most, context::isAbandoned);
    }

    /** Lets calls run upon another state than the block left. */
    public CallSimulator upon(StateView other) {
        state = other;
        return this;
    }

    /** Makes the block and the state be otherwise. Throws {@link RpcException} if it makes no sense. */
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
        // What makes no sense is told of before the arguments are looked at.
        world(precompiles());
        return this;
    }

    /** The same, but the parent stays the block before, whatever number this block was given: so geth estimates gas. */
    public CallSimulator withParent() {
        long parent = block.number() - 1;
        if (block.number() != header().number()) {
            block = block(
                    number -> number == parent ? header().parentHash() : Hash.ZERO,
                    block.baseFee(),
                    block.blobBaseFee());
        }
        return this;
    }

    private BlockContext block(LongFunction<Hash> hashes, Word fee, Word blobFee) {
        return new BlockContext(
                block.rules(),
                block.number(),
                block.time(),
                block.coinbase(),
                block.difficulty(),
                block.prevRandao(),
                block.gasLimit(),
                fee,
                blobFee,
                hashes);
    }

    /** The state, as the caller wants it: changes of a run stay in it. */
    public World world(MovedPrecompiles precompiles) {
        World world = world(state);
        overrides.applyTo(world, precompiles);
        return world;
    }

    /** The contracts of the block's rules, for {@link #world} to move. */
    public MovedPrecompiles precompiles() {
        return new MovedPrecompiles(block.rules());
    }

    /**
     * Runs a message upon the state as the caller wants it.
     *
     * @throws InvalidTransactionException if no block may hold it
     */
    public TransactionResult run(Message message, @Nullable Tracer tracer) throws InvalidTransactionException {
        try {
            return run(message, tracer, interrupt);
        } catch (CancelledException e) {
            throw stopped();
        }
    }

    /**
     * The same, stopped by another interrupt than the usual one.
     *
     * @throws InvalidTransactionException if no block may hold it
     * @throws CancelledException if it was stopped
     */
    public TransactionResult run(Message message, @Nullable Tracer tracer, Interrupt until)
            throws InvalidTransactionException {
        MovedPrecompiles precompiles = precompiles();
        World world = world(precompiles);
        Evm evm = new Evm(world, contextOf(message), precompiles, tracer, until);
        return TransactionProcessor.ofCalls(evm).run(message, -1);
    }

    /** The block that calls are in. */
    public BlockContext block() {
        return block;
    }

    /** The header of the block upon whose state calls run. */
    public Header header() {
        return at.header();
    }

    /** The most gas that a call gets; 0 for any. */
    public long gasCap() {
        return resources.limits().gasCap();
    }

    /** The request. */
    public CallContext context() {
        return context;
    }

    /** What stops runs. */
    public Interrupt interrupt() {
        return interrupt;
    }

    /** Returns the block upon whose state calls run, and that state without any overrides. */
    public StateAt base() {
        return at;
    }

    /** A state for transactions to change. */
    public World world(StateView upon) {
        return new World(upon, resources.codes());
    }

    /** The chain's config. */
    public ChainConfig chain() {
        return chain;
    }

    /** What the arguments ask to run; they must have all defaults. */
    public Message message(CallArgs args) {
        return args.message(baseFee, true);
    }

    /** The arguments with defaults for this block. Throws {@link RpcException} if they make no sense. */
    public CallArgs defaults(CallArgs args) {
        return args.withDefaults(resources.limits().gasCap(), baseFee, chain.chainId());
    }

    /** Where nothing is paid, fees are zero: so contracts cannot see that the price is below them. */
    private BlockContext contextOf(Message message) {
        Word blobFee = message.blobGasFeeCap();
        return block(
                block.blockHash(),
                message.gasPrice().isZero() ? Word.ZERO : block.baseFee(),
                blobFee != null && blobFee.isZero() ? Word.ZERO : block.blobBaseFee());
    }

    /** Why a run was stopped. */
    public RpcException stopped() {
        context.checkDeadline();
        return new RpcException(
                RpcFault.SERVER_ERROR,
                "execution aborted (timeout = "
                        + GoText.duration(resources.limits().timeout()) + ")");
    }
}

package dev.drover.rpc.debug;

import dev.drover.chain.Block;
import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.chain.Senders;
import dev.drover.evm.BlockReplay;
import dev.drover.evm.ChangedState;
import dev.drover.evm.Interrupt;
import dev.drover.evm.InvalidTransactionException;
import dev.drover.evm.Message;
import dev.drover.evm.trace.Trace;
import dev.drover.evm.trace.TraceBudget;
import dev.drover.evm.trace.TraceContext;
import dev.drover.evm.trace.TracerKind;
import dev.drover.evm.trace.Tracers;
import dev.drover.evm.trace.TransactionTracer;
import dev.drover.json.Json;
import dev.drover.rpc.BlockRef;
import dev.drover.rpc.CallContext;
import dev.drover.rpc.HeadReader;
import dev.drover.rpc.Lane;
import dev.drover.rpc.MethodTable;
import dev.drover.rpc.Param;
import dev.drover.rpc.Params;
import dev.drover.rpc.RpcException;
import dev.drover.rpc.RpcFault;
import dev.drover.rpc.TransactionInBlock;
import dev.drover.rpc.call.CallArgs;
import dev.drover.rpc.call.CallSimulator;
import dev.drover.rpc.call.EvmResources;
import dev.drover.trie.StateView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The methods that execute transactions again and trace them (geth: eth/tracers/api.go). */
public final class DebugTrace {
    private static final Param<TraceOptions> OPTIONS =
            Param.required(TraceOptions::parse).orElse(TraceOptions.DEFAULT);

    private final EvmResources resources;
    private final Replays replays;
    private final long traceMaxBytes;

    /**
     * Creates the methods.
     *
     * @param traceMaxBytes the approximate memory that the traces of one request may use
     */
    public DebugTrace(EvmResources resources, Senders senders, long traceMaxBytes) {
        this.resources = resources;
        this.replays = new Replays(resources, senders);
        this.traceMaxBytes = traceMaxBytes;
    }

    /** Registers the methods of this family. */
    public void register(MethodTable table) {
        table.addAtHead("debug_traceTransaction", Lane.EVM, Params.HASH, OPTIONS, this::transaction);
        table.addAtHead("debug_traceBlockByNumber", Lane.EVM, Params.BLOCK_NUMBER_OR_TAG, OPTIONS, this::blockByNumber);
        table.addAtHead("debug_traceBlockByHash", Lane.EVM, Params.HASH, OPTIONS, this::blockByHash);
        table.addAtHead("debug_traceCall", Lane.EVM, CallArgs.PARAM, Params.BLOCK, CallTraceOptions.PARAM, this::call);
    }

    private Json transaction(CallContext context, Hash hash, TraceOptions options) {
        TransactionInBlock found = TransactionInBlock.find(HeadReader.of(context), hash);
        if (found == null) {
            throw new RpcException(RpcFault.SERVER_ERROR, "transaction not found");
        }
        TracerKind kind = options.kind();
        return TracedRun.within(context, options.timeoutNanos(), interrupt -> {
            BlockReplay replay = replays.begin(context, found.block(), interrupt);
            replay.runUpTo(found.index());
            return trace(replay, found.block(), kind, new TraceBudget(traceMaxBytes));
        });
    }

    private Json blockByNumber(CallContext context, BlockRef.Height height, TraceOptions options) {
        return block(context, find(context, height), options);
    }

    private Json blockByHash(CallContext context, Hash hash, TraceOptions options) {
        return block(context, find(context, new BlockRef.ByHash(hash, false)), options);
    }

    private static BlockId find(CallContext context, BlockRef ref) {
        BlockId block = HeadReader.of(context).find(ref);
        if (block != null) {
            return block;
        }
        String name = switch (ref) {
            case BlockRef.ByHash byHash -> byHash.hash().toString();
            case BlockRef.ByNumber byNumber -> "#" + byNumber.number();
            case BlockRef.Tag tag -> tag.name().toLowerCase(Locale.ROOT);
        };
        throw new RpcException(RpcFault.SERVER_ERROR, "block " + name + " not found");
    }

    private Json block(CallContext context, BlockId id, TraceOptions options) {
        if (id.number() == 0) {
            throw new RpcException(RpcFault.SERVER_ERROR, "genesis is not traceable");
        }
        Block block = HeadReader.of(context).chain().block(id);
        TracerKind kind = options.kind();
        long timeout = options.timeoutNanos();
        TraceBudget budget = new TraceBudget(traceMaxBytes);
        List<Json> traces = new ArrayList<>();
        TracedRun.within(context, timeout, interrupt -> {
            BlockReplay replay = replays.begin(context, block, interrupt);
            while (replay.next() < block.body().transactions().size()) {
                traces.add(trace(replay, block, kind, budget));
            }
            return Json.NULL;
        });
        return out -> {
            out.beginArray();
            for (int i = 0; i < traces.size(); i++) {
                out.beginObject().name("txHash");
                out.hash(block.body().transactions().get(i).hash());
                traces.get(i).writeTo(out.name("result"));
                out.endObject();
            }
            out.endArray();
        };
    }

    private Json call(CallContext context, CallArgs args, BlockRef ref, CallTraceOptions options) {
        if (ref == BlockRef.Tag.PENDING) {
            throw new RpcException(RpcFault.SERVER_ERROR, "tracing on top of pending is not supported");
        }
        BlockId block = find(context, ref);
        return TracedRun.within(context, options.trace().timeoutNanos(), interrupt -> {
            CallSimulator simulator = CallSimulator.at(resources, context, new BlockRef.ByHash(block.hash(), false));
            if (options.transactionIndex() != null) {
                simulator.upon(stateBefore(context, block, options.transactionIndex(), interrupt));
            }
            simulator.with(options.state(), options.block());
            Message message = simulator.message(simulator.defaults(args));
            TraceContext traceContext = new TraceContext(null, null, null, 0, 0, new TraceBudget(traceMaxBytes));
            TransactionTracer tracer = Tracers.create(options.trace().kind(), traceContext);
            simulator.run(message, tracer, interrupt);
            Trace trace = tracer.result();
            return out -> TraceJson.write(out, trace);
        });
    }

    /** Returns the state before the transaction at an index of a block. */
    private StateView stateBefore(CallContext context, BlockId id, long index, Interrupt interrupt)
            throws InvalidTransactionException {
        Block block = HeadReader.of(context).chain().block(id);
        if (id.number() == 0) {
            throw new RpcException(RpcFault.SERVER_ERROR, "no transaction in genesis");
        }
        int count = block.body().transactions().size();
        // geth accepts index 0 even in a block without transactions.
        if (Long.compareUnsigned(index, Math.max(1, count)) >= 0) {
            throw new RpcException(
                    RpcFault.SERVER_ERROR,
                    "transaction index " + Long.toUnsignedString(index) + " out of range for block "
                            + block.header().hash());
        }
        BlockReplay replay = replays.begin(context, block, interrupt);
        replay.runUpTo((int) index);
        return new ChangedState(
                replays.parentState(context, block.header()), replay.world().changes());
    }

    private static Json trace(BlockReplay replay, Block block, TracerKind kind, TraceBudget budget)
            throws InvalidTransactionException {
        TraceContext context = new TraceContext(
                block.header().hash(),
                block.header().number(),
                block.body().transactions().get(replay.next()).hash(),
                replay.next(),
                replay.logs(),
                budget);
        TransactionTracer tracer = Tracers.create(kind, context);
        replay.run(tracer);
        Trace trace = tracer.result();
        return out -> TraceJson.write(out, trace);
    }
}

package dev.drover.rpc.debug;

import dev.drover.chain.Block;
import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.chain.Senders;
import dev.drover.evm.BlockReplay;
import dev.drover.evm.CodeCache;
import dev.drover.evm.InvalidTransactionException;
import dev.drover.evm.trace.Trace;
import dev.drover.evm.trace.TraceBudget;
import dev.drover.evm.trace.TraceContext;
import dev.drover.evm.trace.TracerKind;
import dev.drover.evm.trace.TransactionTracer;
import dev.drover.rpc.BlockRef;
import dev.drover.rpc.Call;
import dev.drover.rpc.HeadReader;
import dev.drover.rpc.Json;
import dev.drover.rpc.Lane;
import dev.drover.rpc.MethodTable;
import dev.drover.rpc.Param;
import dev.drover.rpc.Params;
import dev.drover.rpc.RpcException;
import dev.drover.rpc.RpcFault;
import dev.drover.rpc.eth.TransactionInBlock;
import dev.drover.state.States;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs transactions once more and tells what happens (geth: eth/tracers/api.go). */
public final class DebugTrace {
    private static final Param<TraceOptions> OPTIONS =
            Param.required(TraceOptions::parse).orElse(TraceOptions.DEFAULT);

    private final Replays replays;
    private final long traceMaxBytes;

    /**
     * Prepares the methods.
     *
     * @param states through which all states are read
     * @param codes contracts made ready to run
     * @param traceMaxBytes memory that the traces of one request may take, about
     */
    public DebugTrace(States states, CodeCache codes, Senders senders, long traceMaxBytes) {
        replays = new Replays(states, codes, senders);
        this.traceMaxBytes = traceMaxBytes;
    }

    /** Adds the methods of this family. */
    public void register(MethodTable table) {
        table.addAtHead("debug_traceTransaction", Lane.READ, Params.HASH, OPTIONS, this::transaction);
        table.addAtHead(
                "debug_traceBlockByNumber", Lane.READ, Params.BLOCK_NUMBER_OR_TAG, OPTIONS, this::blockByNumber);
        table.addAtHead("debug_traceBlockByHash", Lane.READ, Params.HASH, OPTIONS, this::blockByHash);
    }

    private Json transaction(Call call, Hash hash, TraceOptions options) {
        TransactionInBlock found = TransactionInBlock.find(HeadReader.of(call), hash);
        if (found == null) {
            throw new RpcException(RpcFault.SERVER_ERROR, "transaction not found");
        }
        TracerKind kind = options.kind();
        return TracedRun.within(call, options.timeoutNanos(), interrupt -> {
            BlockReplay replay = replays.begin(call, found.block(), interrupt);
            replay.runUpTo(found.index());
            return trace(replay, found.block(), kind, new TraceBudget(traceMaxBytes));
        });
    }

    private Json blockByNumber(Call call, BlockRef.Height height, TraceOptions options) {
        return block(call, find(call, height), options);
    }

    private Json blockByHash(Call call, Hash hash, TraceOptions options) {
        return block(call, find(call, new BlockRef.ByHash(hash, false)), options);
    }

    private static BlockId find(Call call, BlockRef ref) {
        BlockId block = HeadReader.of(call).find(ref);
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

    private Json block(Call call, BlockId id, TraceOptions options) {
        if (id.number() == 0) {
            throw new RpcException(RpcFault.SERVER_ERROR, "genesis is not traceable");
        }
        Block block = HeadReader.of(call).chain().block(id);
        TracerKind kind = options.kind();
        long timeout = options.timeoutNanos();
        TraceBudget budget = new TraceBudget(traceMaxBytes);
        List<Json> traces = new ArrayList<>();
        TracedRun.within(call, timeout, interrupt -> {
            BlockReplay replay = replays.begin(call, block, interrupt);
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

    private static Json trace(BlockReplay replay, Block block, TracerKind kind, TraceBudget budget)
            throws InvalidTransactionException {
        TraceContext context = new TraceContext(
                block.header().hash(),
                block.header().number(),
                block.body().transactions().get(replay.next()).hash(),
                replay.next(),
                replay.logs(),
                budget);
        TransactionTracer tracer = kind.start(context);
        replay.run(tracer);
        Trace trace = tracer.result();
        return out -> TraceJson.write(out, trace);
    }
}

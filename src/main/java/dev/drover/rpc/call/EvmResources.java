package dev.drover.rpc.call;

import dev.drover.config.EvmConfig;
import dev.drover.evm.CodeCache;
import dev.drover.rpc.BlockRef;
import dev.drover.rpc.CallContext;
import dev.drover.rpc.HeadReader;
import dev.drover.state.States;

/**
 * What all methods share that run contracts. Any thread.
 *
 * @param codes contracts made ready to run
 * @param limits of one call
 */
public record EvmResources(States states, CodeCache codes, EvmConfig limits) {
    /** A simulator at the block that a request names. Not for event loops. */
    public CallSimulator at(CallContext context, BlockRef ref) {
        HeadReader reader = HeadReader.of(context);
        return new CallSimulator(this, context, reader, StateAt.find(states, reader, ref));
    }
}

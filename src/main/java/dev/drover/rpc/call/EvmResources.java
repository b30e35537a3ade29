package dev.drover.rpc.call;

import dev.drover.config.EvmConfig;
import dev.drover.evm.CodeCache;
import dev.drover.rpc.BlockRef;
import dev.drover.rpc.CallContext;
import dev.drover.rpc.HeadReader;
import dev.drover.state.States;

/**
 * The resources that all methods share that run contracts. Any thread.
 *
 * @param states the access to all states
 * @param codes the cache of analyzed contract code
 * @param limits the limits of one call
 */
public record EvmResources(States states, CodeCache codes, EvmConfig limits) {
    /**
     * Returns a simulator of calls at the block that a request names. Not for event loops. Throws {@link RpcException}
     * if the block is unknown.
     */
    public CallSimulator at(CallContext context, BlockRef ref) {
        HeadReader reader = HeadReader.of(context);
        return new CallSimulator(this, context, reader, StateAt.find(states, reader, ref));
    }
}

package dev.drover.rpc.call;

import dev.drover.chain.BlockId;
import dev.drover.chain.Header;
import dev.drover.rpc.BlockRef;
import dev.drover.rpc.HeadReader;
import dev.drover.rpc.RpcException;
import dev.drover.rpc.RpcFault;
import dev.drover.state.States;
import dev.drover.state.StoredState;

/**
 * The state after a block, and the header of the block (geth: eth/api_backend.go, StateAndHeaderByNumberOrHash).
 *
 * @param header the header of the block
 * @param state the state after its transactions
 */
public record StateAt(Header header, StoredState state) {
    /**
     * Returns the state that a request names. Not for event loops. Throws {@link RpcException} if the block is unknown.
     * A state that is not in the store is only detected at the first read.
     */
    public static StateAt find(States states, HeadReader reader, BlockRef ref) {
        refusePending(ref);
        BlockId block = reader.find(ref);
        if (block == null) {
            throw new RpcException(
                    RpcFault.SERVER_ERROR,
                    ref instanceof BlockRef.ByHash ? "header for hash not found" : "header not found");
        }
        Header header = reader.chain().header(block);
        return new StateAt(header, states.at(reader.view(), header.stateRoot()));
    }

    /**
     * Throws {@link RpcException} if {@code ref} is the pending block: a replica builds no blocks, so it has no pending
     * state.
     */
    public static void refusePending(BlockRef ref) {
        if (ref == BlockRef.Tag.PENDING) {
            throw new RpcException(RpcFault.SERVER_ERROR, "pending state is not available");
        }
    }
}

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
 * The state after a block, and the block's header (geth: eth/api_backend.go, StateAndHeaderByNumberOrHash).
 *
 * @param header of the block
 * @param state as its transactions left it
 */
public record StateAt(Header header, StoredState state) {
    /** The block that a request means if it names none. */
    static final BlockRef LATEST = BlockRef.Tag.LATEST;

    /**
     * The state that a request names. Not for event loops. Throws {@link RpcException} if there is no such block; whether its
     * state is here, the first read tells.
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

    /** A replica builds no blocks, so no state is pending. */
    public static void refusePending(BlockRef ref) {
        if (ref == BlockRef.Tag.PENDING) {
            throw new RpcException(RpcFault.SERVER_ERROR, "pending state is not available");
        }
    }
}

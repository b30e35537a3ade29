package dev.drover.ws;

import dev.drover.blocks.ChainPath;
import dev.drover.blocks.ChainReader;
import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.head.ServedHead;
import dev.drover.rpc.RpcException;
import dev.drover.rpc.RpcFault;

/** Reads the steps between a past block and the served head from the store. All methods block. */
final class MissedSteps {
    private MissedSteps() {}

    /** Receives steps in order. */
    @FunctionalInterface
    interface Consumer {
        /** Accepts a step. Returns false to end the reading. */
        boolean accept(ChainReader chain, ChainStep step);
    }

    /**
     * Returns the last block that a subscription with this start has seen.
     *
     * @param blocksMax how many blocks may lie between it and the head
     * @throws RpcException if the block is unknown or too far away
     */
    static BlockId findStart(ServedHead head, SubscriptionRequest.Start start, int blocksMax) {
        ChainReader chain = new ChainReader(head.view());
        BlockId seen = lastSeen(chain, head.head().id(), start);
        try {
            ChainPath.between(chain, seen, head.head().id(), blocksMax);
        } catch (ChainPath.TooLongException e) {
            throw new RpcException(
                    RpcFault.LIMIT_EXCEEDED,
                    "cannot resume over " + e.getMessage() + ": read what was missed with eth_getLogs or"
                            + " eth_getBlockByNumber, then subscribe from a later block");
        }
        return seen;
    }

    /** Passes the steps from a block to the served head to a consumer, until it returns false. */
    static void read(ServedHead head, BlockId from, Consumer consumer) throws ChainPath.TooLongException {
        ChainReader chain = new ChainReader(head.view());
        // Without a limit: the chain may grow a lot while a slow client reads.
        ChainPath path = ChainPath.between(chain, from, head.head().id(), Integer.MAX_VALUE);
        for (BlockId block : path.reverted()) {
            if (!consumer.accept(chain, new ChainStep(chain.header(block), true))) {
                return;
            }
        }
        for (BlockId block : path.added()) {
            if (!consumer.accept(chain, new ChainStep(chain.header(block), false))) {
                return;
            }
        }
    }

    private static BlockId lastSeen(ChainReader chain, BlockId head, SubscriptionRequest.Start start) {
        switch (start) {
            case SubscriptionRequest.Start.After after -> {
                BlockId known = chain.find(after.block());
                if (known == null) {
                    throw new RpcException(RpcFault.SERVER_ERROR, "unknown block");
                }
                return known;
            }
            case SubscriptionRequest.Start.At first -> {
                if (first.number() > head.number() + 1) {
                    throw new RpcException(RpcFault.INVALID_PARAMS, "block range extends beyond current head block");
                }
                if (first.number() == 0) {
                    return new BlockId(ChainPath.BEFORE_GENESIS, Hash.ZERO);
                }
                BlockId known = chain.canonical(first.number() - 1);
                if (known == null) {
                    throw new RpcException(RpcFault.SERVER_ERROR, "unknown block");
                }
                return known;
            }
        }
    }
}

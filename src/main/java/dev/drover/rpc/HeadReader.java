package dev.drover.rpc;

import dev.drover.blocks.ChainReader;
import dev.drover.chain.BlockId;
import dev.drover.chain.Header;
import dev.drover.chain.MissingDataException;
import dev.drover.head.ServedHead;
import dev.drover.store.KeyValues;
import org.jspecify.annotations.Nullable;

/**
 * The chain as a request sees it. Everything is read from the view of the request's head, so a request never mixes two
 * branches. Each call uses its own instance. Must not be used on event loops, except for {@link #findInMemory}.
 */
public final class HeadReader {
    private final ServedHead head;
    private final ChainReader chain;

    private HeadReader(ServedHead head) {
        this.head = head;
        this.chain = new ChainReader(head.view());
    }

    /** Returns a reader of the chain at the head of {@code call}. */
    public static HeadReader of(CallContext call) {
        return new HeadReader(call.head());
    }

    /** Returns the blocks of this view. */
    public ChainReader chain() {
        return chain;
    }

    /** Returns the store as of the head. */
    public KeyValues view() {
        return head.view();
    }

    /** Returns the header of the head. */
    public Header headHeader() {
        return chain.header(head.head().id());
    }

    /**
     * Returns the block that {@code ref} names, or null if finding it requires reading the store. May be called on an
     * event loop. Throws {@link RpcException} for a tag that currently names no block.
     */
    public static @Nullable BlockId findInMemory(CallContext call, BlockRef ref) {
        ServedHead head = call.head();
        return switch (ref) {
            case BlockRef.Tag tag -> byTag(head, tag);
            case BlockRef.ByNumber byNumber ->
                byNumber.number() == head.head().number() ? head.head().id() : null;
            case BlockRef.ByHash ignored -> null;
        };
    }

    /**
     * Returns the block that {@code ref} names, or null if there is none. Throws {@link RpcException} for a tag that
     * currently names no block, and for a block that is required to be canonical but is not.
     */
    public @Nullable BlockId find(BlockRef ref) {
        return switch (ref) {
            case BlockRef.Tag tag -> {
                BlockId block = byTag(head, tag);
                yield block == null ? byNumber(0) : block;
            }
            case BlockRef.ByNumber byNumber -> byNumber(byNumber.number());
            case BlockRef.ByHash byHash -> byHash(byHash);
        };
    }

    /**
     * Returns the canonical block with a number that is not above the head's. Throws {@link MissingDataException} if it
     * is not in the store.
     */
    public BlockId canonical(long number) {
        BlockId block = byNumber(number);
        if (block == null) {
            throw new IllegalArgumentException("block " + number + " is above the head");
        }
        return block;
    }

    private @Nullable BlockId byNumber(long number) {
        long headNumber = head.head().number();
        if (number >= headNumber) {
            return number == headNumber ? head.head().id() : null;
        }
        BlockId block = chain.canonical(number);
        if (block == null) {
            throw new MissingDataException("block " + number + " is not in the store");
        }
        return block;
    }

    private @Nullable BlockId byHash(BlockRef.ByHash ref) {
        BlockId block = chain.find(ref.hash());
        if (block != null && ref.requireCanonical() && !chain.isCanonical(block)) {
            throw new RpcException(RpcFault.SERVER_ERROR, "hash is not currently canonical");
        }
        return block;
    }

    /** Returns the block of a tag, or null for the first block, whose hash a head does not hold. */
    private static @Nullable BlockId byTag(ServedHead head, BlockRef.Tag tag) {
        return switch (tag) {
            case LATEST -> head.head().id();
            case EARLIEST -> null;
            case FINALIZED -> present(head.finalized(), "finalized block not found");
            case SAFE -> present(head.safe(), "safe block not found");
            // A replica builds no blocks.
            case PENDING -> present(null, "pending block is not available");
        };
    }

    private static BlockId present(@Nullable BlockId block, String otherwise) {
        if (block == null) {
            throw new RpcException(RpcFault.SERVER_ERROR, otherwise);
        }
        return block;
    }
}

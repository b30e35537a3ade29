package dev.drover.blocks;

import dev.drover.chain.BlockId;
import dev.drover.chain.MissingDataException;
import java.util.ArrayList;
import java.util.List;

/**
 * What somebody who knows the chain up to one block must be told to know it up to a head: the way down to their common
 * ancestor and up again.
 *
 * @param reverted blocks that are canonical no more, newest first
 * @param added canonical blocks, oldest first
 */
public record ChainPath(List<BlockId> reverted, List<BlockId> added) {
    /** Number of the block before the first one: what somebody knows who knows nothing. Its hash means nothing. */
    public static final long BEFORE_GENESIS = -1;

    /** The way is longer than the limit. */
    public static final class TooLongException extends Exception {
        private static final long serialVersionUID = 1;

        TooLongException(int most) {
            super("more than " + most + " blocks", null, false, false);
        }
    }

    /**
     * The path between two blocks. Blocks; throws {@link MissingDataException} if a part of it is not in the store.
     *
     * @param chain the view in which {@code head} is the head
     * @param from a block that was canonical once
     * @param most how many blocks the path may have
     */
    public static ChainPath between(ChainReader chain, BlockId from, BlockId head, int most) throws TooLongException {
        List<BlockId> reverted = new ArrayList<>();
        BlockId at = from;
        while (at.number() > head.number() || at.number() > BEFORE_GENESIS && !chain.isCanonical(at)) {
            if (reverted.size() == most) {
                throw new TooLongException(most);
            }
            reverted.add(at);
            at = new BlockId(at.number() - 1, chain.header(at).parentHash());
        }
        if (head.number() - at.number() + reverted.size() > most) {
            throw new TooLongException(most);
        }
        List<BlockId> added = new ArrayList<>();
        for (long number = at.number() + 1; number <= head.number(); number++) {
            BlockId block = chain.canonical(number);
            if (block == null) {
                throw new MissingDataException("block " + number + " is not in the store");
            }
            added.add(block);
        }
        return new ChainPath(List.copyOf(reverted), List.copyOf(added));
    }

    /** How many blocks there are to tell of. */
    public int length() {
        return reverted.size() + added.size();
    }
}

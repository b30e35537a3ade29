package dev.drover.blocks;

import dev.drover.chain.BlockId;
import dev.drover.chain.MissingDataException;
import java.util.ArrayList;
import java.util.List;

/**
 * The path from one block to the head: from the block down to their common ancestor, and from there up to the head.
 *
 * @param reverted blocks that are no longer canonical, newest first
 * @param added canonical blocks, oldest first
 */
public record ChainPath(List<BlockId> reverted, List<BlockId> added) {
    /** Number of the imaginary block before genesis, from which a path covers the whole chain. Its hash is irrelevant. */
    public static final long BEFORE_GENESIS = -1;

    /** Thrown if a path is longer than its limit. */
    public static final class TooLongException extends Exception {
        private static final long serialVersionUID = 1;

        TooLongException(int most) {
            super("more than " + most + " blocks", null, false, false);
        }
    }

    /**
     * Returns the path between two blocks. Reads from disk. Throws {@link MissingDataException} if a block on the path is not
     * in the store.
     *
     * @param chain reader of a view in which {@code head} is the head
     * @param from a block that is or was canonical
     * @param most maximum length of the path in blocks
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

    /** Returns the number of blocks on the path. */
    public int length() {
        return reverted.size() + added.size();
    }
}

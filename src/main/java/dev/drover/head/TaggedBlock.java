package dev.drover.head;

import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.chain.Head;
import dev.drover.head.ChainIndex.IncompleteException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The highest block that masters gave a tag ({@code finalized} or {@code safe}) and that is the head or an ancestor of
 * it, and the blocks that they proposed for the tag and the head has not reached. Masters repeat old proposals, so the
 * latest one does not simply win. Not thread-safe.
 */
final class TaggedBlock {
    private static final Logger log = LoggerFactory.getLogger(TaggedBlock.class);
    private static final int PROPOSALS_MAX = 16;

    private @Nullable BlockId block;
    private final List<Hash> proposals;

    /**
     * Continues from what was stored.
     *
     * @param proposals the proposed blocks that the head has not reached, oldest first
     */
    TaggedBlock(@Nullable BlockId block, List<Hash> proposals) {
        this.block = block;
        this.proposals = new ArrayList<>(proposals);
    }

    /** Returns the tagged block; null if no proposed block is the head or an ancestor of it. */
    @Nullable BlockId block() {
        return block;
    }

    /** Returns the proposed blocks that the head has not reached, oldest first. */
    List<Hash> proposals() {
        return proposals;
    }

    /** Notes that a master proposed this block for the tag, if it named one, and follows if the head has reached it. */
    void name(@Nullable Hash named, @Nullable Head head, ChainIndex chain) {
        if (named != null) {
            propose(named);
            if (head != null) {
                settle(head, null, chain);
            }
        }
    }

    /** The zero hash stands for no block. */
    private void propose(Hash hash) {
        if (hash.equals(Hash.ZERO) || block != null && block.hash().equals(hash)) {
            return;
        }
        proposals.remove(hash);
        proposals.add(hash);
        if (proposals.size() > PROPOSALS_MAX) {
            proposals.removeFirst();
        }
    }

    /** Returns whether a change of the head along this branch reverts the tagged block. */
    boolean isLeftBy(Branch branch) {
        return block != null
                && !branch.reverted().isEmpty()
                && branch.reverted().getLast().number() <= block.number();
    }

    /**
     * Follows the head along {@code step}: drops the block if the step reverts it, and raises it to the highest
     * proposed block that the step reaches.
     */
    void follow(Head head, Branch step, ChainIndex chain) {
        if (block != null && isLeftBy(step)) {
            Hash left = block.hash();
            block = null;
            // It counts again if the head returns to it.
            propose(left);
        }
        settle(head, step, chain);
    }

    /**
     * Raises the block to the highest proposed one that the head has reached, and forgets the proposals that were
     * reached.
     *
     * @param step the branch that leads to the head, if the store does not show it as canonical yet
     */
    private void settle(Head head, @Nullable Branch step, ChainIndex chain) {
        for (Hash hash : List.copyOf(proposals)) {
            try {
                BlockId named = chain.header(hash).id();
                if (isReached(named, head, step, chain)) {
                    proposals.remove(hash);
                    block = block == null || named.number() > block.number() ? named : block;
                }
            } catch (IncompleteException e) {
                log.debug("A finalized or safe block is not in the store yet: {}", e.what());
            }
        }
    }

    private static boolean isReached(BlockId block, Head head, @Nullable Branch step, ChainIndex chain) {
        if (step != null && block.number() >= step.added().getFirst().number()) {
            return step.added().stream().anyMatch(added -> added.hash().equals(block.hash()));
        }
        return chain.isCanonical(block, head);
    }
}

package dev.drover.head;

import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.chain.Head;
import dev.drover.chain.Header;
import dev.drover.config.HeadConfig;
import dev.drover.head.ChainIndex.IncompleteException;
import dev.drover.store.KeyValues;
import dev.drover.store.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which block is the head, from the records of the log alone: no clock but their timestamps, no I/O but reads of what
 * they wrote. So every replica, live or replaying, makes the same sequence of heads.
 *
 * <p>A proposal becomes the head if it is complete (header, body, receipts and state root of it and of every new ancestor are
 * stored) and better: more total difficulty, or as much and a higher number. Totals are compared by summing the difficulties
 * down to the common ancestor, since today's masters write none. Within an epoch the number never falls and no finalized
 * block is left. What is better but incomplete waits for its data.
 *
 * <p>A proposal that is not adopted although its headers are stored, and that is not an ancestor of the head, raises doubt: a
 * master may have gone back on purpose. If masters insist (see {@link Insistence}), the newest such proposal begins a new
 * epoch. Every adoption ends the doubt, and so does every proposal of the head itself: masters repeat their head, so a rewind
 * requires that all of them have left it.
 *
 * <p>For one thread: ingest's.
 */
public final class HeadTracker {
    private static final Logger log = LoggerFactory.getLogger(HeadTracker.class);
    private static final int FINALIZED_PROPOSALS_MAX = 16;

    private record Candidate(Branch branch) {
        boolean betterThan(@Nullable Candidate other) {
            if (other == null) {
                return true;
            }
            int byGain = branch.gain().compareTo(other.branch.gain());
            return byGain > 0
                    || byGain == 0 && branch.tip().number() > other.branch.tip().number();
        }
    }

    private final HeadConfig limits;

    private @Nullable Head head;
    private boolean headWitnessed;
    private long decidedOffset;
    private final RecordClock clock;
    private final Insistence insistence;
    private @Nullable BlockId finalized;
    private final List<Hash> finalizedProposals;
    private final WaitingProposals waiting;
    private long waitingForgotten;

    private HeadTracker(HeadConfig limits, TrackerMemory memory) {
        this.limits = limits;
        head = memory.head();
        headWitnessed = memory.headWitnessed();
        decidedOffset = memory.decidedOffset();
        clock = new RecordClock(memory.clockMillis(), memory.clockLeadsMillis());
        insistence = new Insistence(limits.rewindAfterMillis(), memory.doubt());
        finalized = memory.finalized();
        finalizedProposals = new ArrayList<>(memory.finalizedProposals());
        waiting = new WaitingProposals(limits.waitingMax());
        memory.waiting().forEach(one -> letWait(one.hash(), one.lacking()));
    }

    /** A tracker that remembers what {@link #memory} gave. */
    public static HeadTracker restore(HeadConfig limits, byte[] memory) {
        return new HeadTracker(limits, TrackerMemory.decode(memory));
    }

    /**
     * A tracker that begins with the head that the store points to, as a snapshot's does, or with none if the store is empty.
     * Throws IllegalStateException if that head is incomplete.
     */
    public static HeadTracker begin(HeadConfig limits, KeyValues store) {
        HeadTracker tracker = new HeadTracker(limits, TrackerMemory.EMPTY);
        byte[] last = store.get(Schema.LAST_BLOCK);
        if (last != null) {
            tracker.beginAt(Hash.of(last), store);
        }
        return tracker;
    }

    private void beginAt(Hash hash, KeyValues store) {
        ChainIndex chain = new ChainIndex(store, limits.branchBlocksMax());
        try {
            Header header = chain.header(hash);
            chain.expectComplete(header);
            head = new Head(0, header.number(), hash, header.parentHash(), header.time(), -1, -1);
        } catch (IncompleteException e) {
            throw new IllegalStateException(
                    "the snapshot's head cannot be served, it lacks the " + e.what()
                            + ". Take a snapshot of a cleanly stopped archive master, its ancient folder included",
                    e);
        }
        byte[] last = store.get(Schema.LAST_FINALIZED);
        if (last != null) {
            remember(Hash.of(last));
            settleFinalized(chain, null);
        }
    }

    /** The head, null before the first. */
    public @Nullable Head head() {
        return head;
    }

    /** The highest block that masters called final, the head or an ancestor of it; never falls inside an epoch. */
    public @Nullable BlockId finalized() {
        return finalized;
    }

    /** The last record that was judged; nothing at or below it is judged again. */
    public long decidedOffset() {
        return decidedOffset;
    }

    /** Says that all records up to this offset were judged before, elsewhere. */
    public void decideUpTo(long offset) {
        decidedOffset = Math.max(decidedOffset, offset);
    }

    /** Proposals that waited so long for their data that newer ones pushed them out. */
    public long waitingForgotten() {
        return waitingForgotten;
    }

    /** Returns how many timestamps were so far ahead of all others that the clock of the rule did not follow them. */
    public long clockJumps() {
        return clock.jumps();
    }

    /** Everything to be stored with the position. */
    public byte[] memory() {
        return new TrackerMemory(
                        head,
                        headWitnessed,
                        decidedOffset,
                        clock.millis(),
                        clock.leadsMillis(),
                        insistence.doubt(),
                        waiting.all(),
                        finalized,
                        finalizedProposals)
                .encode();
    }

    /**
     * Judges one record. Call it for every record, in order; those decided before have no effect.
     *
     * @param content the store with all that came up to this record
     * @return the step to a new head if this record made one
     */
    public @Nullable HeadChange judge(long offset, long timestampMillis, Evidence evidence, KeyValues content) {
        if (offset <= decidedOffset) {
            witness(evidence.lastBlock());
            return null;
        }
        decidedOffset = offset;
        clock.advance(offset, timestampMillis);
        if (evidence.isEmpty() && !insistence.isDue(clock.millis())) {
            return null;
        }
        ChainIndex chain = new ChainIndex(content, limits.branchBlocksMax());
        Candidate best = lookAgain(evidence.arrived(), chain);
        if (evidence.lastBlock() != null) {
            witness(evidence.lastBlock());
            Candidate proposed = weigh(evidence.lastBlock(), chain);
            best = proposed != null && proposed.betterThan(best) ? proposed : best;
        }
        if (evidence.lastFinalized() != null) {
            remember(evidence.lastFinalized());
            settleFinalized(chain, null);
        }
        if (best != null) {
            return adopt(best.branch(), false, chain);
        }
        insistence.arrived(evidence.arrived());
        return insistence.isDue(clock.millis()) ? rewind(chain) : null;
    }

    /** Why each proposal that is not the head is not, one line each; for people. */
    public List<String> explain(KeyValues content) {
        ChainIndex chain = new ChainIndex(content, limits.branchBlocksMax());
        List<String> reasons = new ArrayList<>();
        for (WaitingProposals.Waiting one : waiting.all()) {
            String lack = lackOf(one.hash(), chain);
            reasons.add("block " + one.hash() + " waits for " + (lack == null ? "the next record" : "the " + lack));
        }
        if (insistence.doubt() != null) {
            reasons.add("block " + insistence.target()
                    + " is not better than the head; the head goes back to it if masters insist "
                    + insistence.remainingMillis(clock.millis()) / 1000 + " s longer");
        }
        return reasons;
    }

    private @Nullable String lackOf(Hash hash, ChainIndex chain) {
        try {
            Branch branch = chain.branch(head, hash);
            if (branch != null) {
                branch.added().forEach(chain::expectComplete);
            }
            return null;
        } catch (IncompleteException e) {
            return e.what();
        }
    }

    private void witness(@Nullable Hash proposed) {
        if (head != null && head.hash().equals(proposed)) {
            headWitnessed = true;
        }
    }

    /** Weighs waiting proposals whose missing piece has come, and returns the best that can be adopted now. */
    private @Nullable Candidate lookAgain(List<byte[]> arrived, ChainIndex chain) {
        Candidate best = null;
        if (!arrived.isEmpty()) {
            for (Hash hash : waiting.takeReady(arrived)) {
                Candidate candidate = weigh(hash, chain);
                best = candidate != null && candidate.betterThan(best) ? candidate : best;
            }
        }
        return best;
    }

    /** The proposal if it can be adopted. Else it is noted as doubt, made to wait, or passed over as nothing new. */
    private @Nullable Candidate weigh(Hash hash, ChainIndex chain) {
        try {
            Branch branch = chain.branch(head, hash);
            if (branch != null && branch.isCanonical()) {
                if (head != null && head.hash().equals(hash)) {
                    insistence.end();
                }
                return null;
            }
            if (branch == null || !isAdoptable(branch)) {
                raiseDoubt(hash);
                return null;
            }
            branch.added().forEach(chain::expectComplete);
            return new Candidate(branch);
        } catch (IncompleteException e) {
            letWait(hash, e.key());
            return null;
        }
    }

    private boolean isAdoptable(Branch branch) {
        if (head == null) {
            return true;
        }
        long number = branch.tip().number();
        int gain = branch.gain().signum();
        boolean better = gain > 0 || gain == 0 && number > head.number();
        return better && number >= head.number() && !leavesFinalized(branch);
    }

    private boolean leavesFinalized(Branch branch) {
        return finalized != null
                && !branch.reverted().isEmpty()
                && branch.reverted().getLast().number() <= finalized.number();
    }

    private void raiseDoubt(Hash hash) {
        // The old records that led to a snapshot's head are no evidence against it.
        if (headWitnessed) {
            insistence.raise(hash, clock.millis());
        }
    }

    private void letWait(Hash hash, byte[] lacking) {
        Hash dropped = waiting.add(hash, lacking);
        if (dropped != null) {
            waitingForgotten++;
            log.warn(
                    "Dropped the proposed head {}: its data has not come, and {} newer proposals wait for theirs",
                    dropped,
                    limits.waitingMax());
        }
    }

    private @Nullable HeadChange rewind(ChainIndex chain) {
        if (insistence.isIncomplete()) {
            return null;
        }
        Hash target = insistence.target();
        try {
            Branch branch = chain.branch(head, target);
            if (branch == null) {
                log.error(
                        "Masters insist on block {}, which does not join the stored chain. Is it another network?",
                        target);
                insistence.end();
                return null;
            }
            branch.added().forEach(chain::expectComplete);
            return adopt(branch, true, chain);
        } catch (IncompleteException e) {
            insistence.lacks(e.key());
            return null;
        }
    }

    private HeadChange adopt(Branch branch, boolean rewind, ChainIndex chain) {
        Header tip = branch.tip();
        long epoch = head == null ? 0 : head.epoch() + (rewind ? 1 : 0);
        long rewindPosition = rewind ? decidedOffset : head == null ? -1 : head.rewindPosition();
        Head next =
                new Head(epoch, tip.number(), tip.hash(), tip.parentHash(), tip.time(), decidedOffset, rewindPosition);
        if (rewind) {
            log.warn("Rewind: masters insisted, the head goes from {} back to {}, epoch {}", head, next.id(), epoch);
        }
        head = next;
        headWitnessed = true;
        insistence.end();
        waiting.remove(tip.hash());
        if (rewind && leavesFinalized(branch)) {
            finalized = null;
        }
        settleFinalized(chain, branch);
        return new HeadChange(next, branch.reverted(), branch.added());
    }

    private void remember(Hash proposed) {
        if (proposed.equals(Hash.ZERO) || finalized != null && finalized.hash().equals(proposed)) {
            return;
        }
        finalizedProposals.remove(proposed);
        finalizedProposals.add(proposed);
        if (finalizedProposals.size() > FINALIZED_PROPOSALS_MAX) {
            finalizedProposals.removeFirst();
        }
    }

    /**
     * Raises {@code finalized} to the highest proposal that the head has reached, and forgets those at or below it.
     *
     * @param step the branch that leads to the head, if the store does not show it as canonical yet
     */
    private void settleFinalized(ChainIndex chain, @Nullable Branch step) {
        if (head == null) {
            return;
        }
        for (Hash hash : List.copyOf(finalizedProposals)) {
            try {
                BlockId block = chain.header(hash).id();
                if (isReached(block, chain, step)) {
                    finalizedProposals.remove(hash);
                    finalized = finalized == null || block.number() > finalized.number() ? block : finalized;
                }
            } catch (IncompleteException e) {
                log.debug("A finalized block is not here yet: {}", e.what());
            }
        }
    }

    private boolean isReached(BlockId block, ChainIndex chain, @Nullable Branch step) {
        if (step != null && block.number() >= step.added().getFirst().number()) {
            return step.added().stream().anyMatch(added -> added.hash().equals(block.hash()));
        }
        return chain.isCanonical(block, Objects.requireNonNull(head));
    }
}

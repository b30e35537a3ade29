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
    private final TaggedBlock finalized;
    private final TaggedBlock safe;
    private final WaitingProposals waiting;
    private long waitingForgotten;

    private HeadTracker(HeadConfig limits, TrackerMemory memory) {
        this.limits = limits;
        head = memory.head();
        headWitnessed = memory.headWitnessed();
        decidedOffset = memory.decidedOffset();
        clock = new RecordClock(memory.clockMillis(), memory.clockLeadsMillis());
        insistence = new Insistence(limits.rewindAfterMillis(), memory.doubt());
        finalized = new TaggedBlock(memory.finalized(), memory.finalizedProposals());
        safe = new TaggedBlock(memory.safe(), memory.safeProposals());
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
        propose(finalized, hashOrNull(store.get(Schema.LAST_FINALIZED)), chain);
        propose(safe, hashOrNull(store.get(Schema.LAST_SAFE)), chain);
    }

    private static @Nullable Hash hashOrNull(byte @Nullable [] bytes) {
        return bytes == null ? null : Hash.of(bytes);
    }

    /** The head, null before the first. */
    public @Nullable Head head() {
        return head;
    }

    /** The tagged blocks at the head. {@code finalized} never falls inside an epoch; {@code safe} only with a reorg below it. */
    public Tags tags() {
        BlockId finalBlock = finalized.block();
        BlockId safeBlock = safe.block();
        boolean higher = safeBlock != null && (finalBlock == null || safeBlock.number() > finalBlock.number());
        return new Tags(finalBlock, higher ? safeBlock : finalBlock);
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
                        finalized.block(),
                        finalized.proposals(),
                        safe.block(),
                        safe.proposals())
                .encode();
    }

    /**
     * Judges one record. Call it for every record, in order; those decided before have no effect.
     *
     * @param content the store with all that came up to this record
     * @return the step to a new head if this record made one. A record that only moves a tag makes one of the same block, at
     *     its own position; a record that changes nothing makes none
     */
    public @Nullable HeadChange judge(long offset, long timestampMillis, Evidence evidence, KeyValues content) {
        if (offset <= decidedOffset) {
            witness(evidence.lastBlock());
            waiting.examineLater(evidence.arrived());
            return null;
        }
        decidedOffset = offset;
        clock.advance(offset, timestampMillis);
        if (evidence.isEmpty() && !insistence.isDue(clock.millis())) {
            return null;
        }
        ChainIndex chain = new ChainIndex(content, limits.branchBlocksMax());
        Tags before = tags();
        moveTags(evidence, chain);
        Candidate best = lookAgain(evidence.arrived(), chain);
        if (evidence.lastBlock() != null) {
            witness(evidence.lastBlock());
            Candidate proposed = weigh(evidence.lastBlock(), chain);
            best = proposed != null && proposed.betterThan(best) ? proposed : best;
        }
        HeadChange change = best != null ? adopt(best.branch(), false, chain) : rewindIfDue(evidence, chain);
        return change == null && !tags().equals(before) ? sameBlock() : change;
    }

    private @Nullable HeadChange rewindIfDue(Evidence evidence, ChainIndex chain) {
        insistence.arrived(evidence.arrived());
        return insistence.isDue(clock.millis()) ? rewind(chain) : null;
    }

    private void moveTags(Evidence evidence, ChainIndex chain) {
        propose(finalized, evidence.lastFinalized(), chain);
        propose(safe, evidence.lastSafe(), chain);
    }

    private void propose(TaggedBlock tag, @Nullable Hash named, ChainIndex chain) {
        if (named != null) {
            tag.propose(named);
            if (head != null) {
                tag.settle(head, chain);
            }
        }
    }

    /** The head at the position of the record that moved its tags, so that one position never stands for two states. */
    private HeadChange sameBlock() {
        head = Objects.requireNonNull(head).at(decidedOffset);
        return new HeadChange(head, List.of(), List.of());
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
        for (Hash hash : waiting.takeReady(arrived)) {
            Candidate candidate = weigh(hash, chain);
            best = candidate != null && candidate.betterThan(best) ? candidate : best;
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
        return better && number >= head.number() && !finalized.isLeftBy(branch);
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
        finalized.follow(next, branch, chain);
        safe.follow(next, branch, chain);
        return new HeadChange(next, branch.reverted(), branch.added());
    }
}

package dev.drover.head;

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
 * Decides which block is the head, from the records of the data topic alone. It uses no clock except their timestamps
 * and reads only what they wrote, so every replica, live or replaying, derives the same sequence of heads.
 *
 * <p>A proposed block becomes the head if it is complete (header, body, receipts and state root of it and of every new
 * ancestor are stored) and better: more total difficulty, or as much and a higher number. Total difficulties are
 * compared by summing difficulties down to the common ancestor, because masters do not write them. Within an epoch the
 * number never decreases and no finalized block is reverted. A better but incomplete proposal waits for its data.
 *
 * <p>A proposal that is not adopted although its headers are stored, and that is not an ancestor of the head, raises
 * doubt: a master may have been rewound on purpose. If masters insist (see {@link Insistence}), the newest such
 * proposal becomes the head of a new epoch. Every adoption ends the doubt, and so does every proposal of the current
 * head: masters repeat their head, so a rewind requires that all of them have left it.
 *
 * <p>Used by one thread, ingest's.
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
    private long readOffset;
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
        readOffset = memory.readOffset();
        clock = new RecordClock(memory.clockMillis(), memory.clockLeadsMillis());
        insistence = new Insistence(limits.rewindAfterMillis(), memory.doubt());
        finalized = new TaggedBlock(memory.finalized(), memory.finalizedProposals());
        safe = new TaggedBlock(memory.safe(), memory.safeProposals());
        waiting = new WaitingProposals(limits.waitingMax());
        memory.waiting().forEach(one -> letWait(one.hash(), one.lacking()));
    }

    /** Returns a tracker that continues from what {@link #memory} returned. */
    public static HeadTracker restore(HeadConfig limits, byte[] memory) {
        return new HeadTracker(limits, TrackerMemory.decode(memory));
    }

    /**
     * Returns a tracker that starts with the head of a snapshot's store, or without one if the store is empty. Throws
     * IllegalStateException if the head is incomplete.
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
                    "the snapshot's head cannot be served because the " + e.what()
                            + " is missing. Take a snapshot of a cleanly stopped archive master, including its ancient folder",
                    e);
        }
        moveTags(hashOrNull(store.get(Schema.LAST_FINALIZED)), hashOrNull(store.get(Schema.LAST_SAFE)), chain);
    }

    private static @Nullable Hash hashOrNull(byte @Nullable [] bytes) {
        return bytes == null ? null : Hash.of(bytes);
    }

    /** Returns the head, or null before the first. */
    public @Nullable Head head() {
        return head;
    }

    /** Returns the tagged blocks. In an epoch finalized never decreases, safe only by a reorg below it. */
    public Tags tags() {
        return Tags.of(finalized.block(), safe.block());
    }

    /** Returns the offset of the last record that was judged. Records up to it are not judged again. */
    public long decidedOffset() {
        return decidedOffset;
    }

    /** Notes that all records up to this offset have been judged elsewhere. */
    public void decideUpTo(long offset) {
        decidedOffset = Math.max(decidedOffset, offset);
    }

    /** Returns the number of proposals that were dropped because too many newer ones waited for their data. */
    public long waitingForgotten() {
        return waitingForgotten;
    }

    /** Returns the number of timestamps that were too far ahead of all others for the rule's clock to follow. */
    public long clockJumps() {
        return clock.jumps();
    }

    /** Returns the tracker's state, to be stored together with the position. */
    public byte[] memory() {
        return new TrackerMemory(
                        head,
                        headWitnessed,
                        decidedOffset,
                        readOffset,
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
     * Judges one record. Must be called for every record, in order; records that were judged before have no effect.
     *
     * @param content the store with all content up to this record
     * @return the change to a new head, or null. A record that only moves a tag makes a head of the same block at its
     *     own position
     */
    public @Nullable HeadChange judge(long offset, long timestampMillis, Evidence evidence, KeyValues content) {
        boolean firstReading = offset > readOffset;
        readOffset = Math.max(readOffset, offset);
        if (offset <= decidedOffset) {
            witness(evidence.lastBlock());
            waiting.examineLater(evidence.arrived());
            if (firstReading) {
                // The tags are the highest blocks ever named: those named before the start count, too.
                moveTags(
                        evidence.lastFinalized(),
                        evidence.lastSafe(),
                        new ChainIndex(content, limits.branchBlocksMax()));
            }
            return null;
        }
        decidedOffset = offset;
        clock.advance(offset, timestampMillis);
        if (evidence.isEmpty() && !insistence.isDue(clock.millis())) {
            return null;
        }
        ChainIndex chain = new ChainIndex(content, limits.branchBlocksMax());
        Tags before = tags();
        moveTags(evidence.lastFinalized(), evidence.lastSafe(), chain);
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

    private void moveTags(@Nullable Hash lastFinalized, @Nullable Hash lastSafe, ChainIndex chain) {
        finalized.name(lastFinalized, head, chain);
        safe.name(lastSafe, head, chain);
    }

    /** Moves the head to the position of the record that moved its tags. */
    private HeadChange sameBlock() {
        head = Objects.requireNonNull(head).at(decidedOffset);
        return new HeadChange(head, List.of(), List.of());
    }

    /** Returns for each open proposal why it is not the head, as human-readable lines. */
    public List<String> explain(KeyValues content) {
        ChainIndex chain = new ChainIndex(content, limits.branchBlocksMax());
        List<String> reasons = new ArrayList<>();
        for (WaitingProposals.Waiting one : waiting.all()) {
            String lack = lackOf(one.hash(), chain);
            reasons.add("block " + one.hash() + " waits for " + (lack == null ? "the next record" : "the " + lack));
        }
        if (insistence.doubt() != null) {
            reasons.add("block " + insistence.target()
                    + " is not better than the head; it becomes the head if masters insist on it for another "
                    + insistence.remainingMillis(clock.millis()) / 1000 + " s");
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

    /** Examines the waiting proposals whose missing data has arrived, and returns the best that can be adopted. */
    private @Nullable Candidate lookAgain(List<byte[]> arrived, ChainIndex chain) {
        Candidate best = null;
        for (Hash hash : waiting.takeReady(arrived)) {
            Candidate candidate = weigh(hash, chain);
            best = candidate != null && candidate.betterThan(best) ? candidate : best;
        }
        return best;
    }

    /** Returns the proposal if it can be adopted. Otherwise it raises doubt, waits, or is ignored if canonical. */
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
        // The records that led to a snapshot's head must not count against it.
        if (headWitnessed) {
            insistence.raise(hash, clock.millis());
        }
    }

    private void letWait(Hash hash, byte[] lacking) {
        Hash dropped = waiting.add(hash, lacking);
        if (dropped != null) {
            waitingForgotten++;
            log.warn(
                    "Dropped the proposed head {}: its data has not arrived, and {} newer proposals wait for theirs",
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
                        "Masters insist on block {}, which is not connected to the stored chain. Is it another network?",
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
            log.warn("Rewind from head {} to {}, epoch {}, because masters insisted on it", head, next.id(), epoch);
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

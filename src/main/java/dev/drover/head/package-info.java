/**
 * The head: decides from the data topic which block a replica follows, stores the decision, and serves and announces it.
 *
 * <p>Main classes:
 *
 * <ul>
 *   <li>{@link dev.drover.head.HeadTracker} decides, record by record, whether a proposed block becomes the head. Its helpers
 *       walk branches (ChainIndex), keep incomplete proposals (WaitingProposals), follow the finalized and safe blocks
 *       (TaggedBlock), and decide about rewinds (Insistence), for which {@code RecordClock} measures time.
 *   <li>{@link dev.drover.head.Pointers} writes geth's pointer keys for a new head.
 *   <li>{@link dev.drover.head.HeadPublisher} serves and announces heads: {@link dev.drover.head.StandaloneHeads} immediately,
 *       {@code pool.live.Pool} when all members of a pool have agreed on them.
 *   <li>{@link dev.drover.head.ServedHeads} gives a request its {@link dev.drover.head.ServedHead}: the head and the view of
 *       the store as of that head. {@link dev.drover.head.HeadFeed} is the event-bus channel of announcements.
 * </ul>
 *
 * <p>The life of a head: ingest passes the {@link dev.drover.head.Evidence} of each record to the tracker, which returns a
 * {@link dev.drover.head.HeadChange} if the record makes a new head. Content, pointers, position and the tracker's memory are
 * written in one batch. Ingest then passes a view of the store to the publisher, which serves the head first and announces the
 * change after that. Requests retain the served head while they read it; it is freed when a newer one has replaced it and the
 * last request has released it.
 *
 * <p>Threads: tracker and pointers are used by ingest's thread only. Publishers accept heads on ingest's thread and serve
 * them on any.
 *
 * <p>Invariants: all replicas derive the same heads at the same positions from the same records, whenever they read them, so
 * no decision depends on a local clock. A record makes at most one head. Within an epoch the number never decreases and no
 * finalized block is reverted. A head is served only if its header, body, receipts and state are stored. A client that is
 * notified of a head finds it.
 */
@NullMarked
package dev.drover.head;

import org.jspecify.annotations.NullMarked;

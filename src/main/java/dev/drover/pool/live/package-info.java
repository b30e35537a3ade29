/**
 * Runs the pure protocol of {@link dev.drover.pool} in a replica: Kafka clients, threads and waiting requests.
 *
 * <pre>
 *   ingest's thread ──applied head──┐                           ┌─&gt; Serving (volatile) ─&gt; requests: acquire()
 *   reader's thread ──record────────┼─&gt; queue ─&gt; pool's thread ─┼─&gt; waiting requests: await()
 *   event loops ──waiting request───┘       {@link dev.drover.pool.live.PoolSession}        ├─&gt; newHeads
 *                                                               └─&gt; producer ─&gt; pool topic
 * </pre>
 *
 * <p>Main classes: {@link dev.drover.pool.live.Pool} is the entry point and owns the pool's thread ({@code PoolThread}).
 * {@code PoolOpener} opens the topic on its own thread and starts no session before it knows where to read from.
 * {@code PoolSession} is one reading of the topic: it feeds a {@link dev.drover.pool.PoolMember} with events and performs its
 * actions. {@code HeadService} outlives sessions: it keeps the applied heads ({@code AppliedHeads}), publishes gate and head
 * ({@code ServingSlot}), and completes the requests that wait ({@code WaitingRequests}). {@code PoolReader} and
 * {@code PoolSender} are the Kafka clients. {@link dev.drover.pool.live.PoolNotes} is an independent topic for notes that may
 * be lost.
 *
 * <p>The life of a head: ingest's thread puts it into {@code HeadQueue}; the pool's thread moves it to {@code AppliedHeads} and
 * sends a status that states it. When all members have applied it, the session shuts the gate and sends its promise. When it
 * reads the last promise, the head is released: {@code HeadService} publishes it, completes the waiting requests with it,
 * announces the change, and drops the heads before it.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>All state is owned by the pool's thread. Other threads add events to its queue and read volatile fields.
 *   <li>The pool's thread never waits for a broker, except for {@code PoolSender}'s short limit.
 *   <li>A released head is answered from the view of the store in which it was the head, so whatever was applied later is
 *       invisible. A replica whose heads do not include the released one, because it has just joined, waits for the next.
 *   <li>A head is published before it is announced.
 *   <li>A session that has ended ignores all later events of its reader.
 * </ul>
 */
@NullMarked
package dev.drover.pool.live;

import org.jspecify.annotations.NullMarked;

/**
 * One head for all replicas of a pool: the protocol as pure code. No Kafka, no clock, no I/O here: {@link dev.drover.pool.live}
 * has those. It feeds events with their moments to a {@link dev.drover.pool.PoolMember} and does the
 * {@link dev.drover.pool.Action}s that it returns.
 *
 * <h2>Guarantee</h2>
 *
 * Every answer that depends on the chain's state is given at one released head. If an answer is complete before another request
 * is sent, to whichever replica, the second is answered at the same or a later position: inside an epoch the number never
 * falls, and "not found" counts as an answer. newHeads is never ahead of what any replica answers over HTTP. What a client has
 * in flight at the same time is not ordered. A replica that is not sure refuses.
 *
 * <h2>How</h2>
 *
 * All replicas read one topic with one partition, and fold it into a {@link dev.drover.pool.View}: after the same record all
 * have the same view. Records may be lost, late, repeated, reordered; a status carries all that its sender has to say.
 *
 * <ol>
 *   <li>Who has a new head says so (applied, {@code a} below).
 *   <li>When all members have, each <b>promises</b> the lowest of these heads (ready, {@code r}): it shuts its
 *       {@link dev.drover.pool.Gate} first, then sends.
 *   <li>When all have promised, the head is released, at one place of the log ({@code *}). Who reads that opens its gate and
 *       announces the head. So whoever answers N knows that all others have promised N, and none can answer less.
 *   <li>A member that is cut off must not be waited for, and must not go on answering. Its gate needs a <b>lease</b>, counted
 *       from when it <em>sent</em> the last status that came back, on the clock that runs further. The others
 *       <b>expel</b> it when they have not read a new status for a quarter longer, on the clock that runs less
 *       ({@link dev.drover.pool.PatientClock}): 11 % that clocks may be off are covered. An expel that a newer status overtakes is void.
 *   <li>A request that finds the gate shut waits for it, or for a <b>marker</b>: an own record, sent after the request came,
 *       read back. All that was released when the request came lies before it.
 * </ol>
 *
 * <pre>
 *   a applied  r promised  h hello  x expel    [ gate shut   * release read, gate open: N from here on
 *
 *   release    log aA aB aC   rA rB rC                 A ......[...*N    B .......[..*N    C ........[.*N
 *   slow C     log aA aB                 aC rA rB rC   nobody shuts the gate while C applies; if it takes 3 s, C leaves
 *   C crashes  log aA aB aC rA rB  sA sB   xC          A .....[..m:N-1 ..*N         m: the own status sA as a marker
 *   C cut off  log sC(17)                xC(17)        C's gate shuts a lease after SENDING 17,
 *                                                      the expel comes 1.25 leases after READING it
 *   D joins    log aA aB rA   hD   rB   rD             with a head below rA it is refused; else it stands at R, and
 *                                                      answers R from reading hD, N from rD on
 *   rewind     data 150:N .. 190:N-10   log a190 r190  position 190, a rewind behind 150: the epoch rises
 * </pre>
 *
 * <h2>Heads</h2>
 *
 * Heads are ordered by the offset of the data record that made them, never by number. The released position never falls. If
 * the head at the lowest promise has a lower number than the released one, it is released only if a rewind lies between;
 * otherwise the position <em>passes</em> and the head stays, so that nobody is left holding. Replicas with different stores
 * may disagree; a member answers the pool's head, not its own, and promises only what it can serve.
 *
 * <h2>Sessions</h2>
 *
 * Nothing of the pool is stored locally: a restart is a join under a new random name, and late records of the old name mean
 * nothing for the new one. A late hello of a dead session makes a ghost: harmless, it is expelled. A session ends for ever,
 * and its gate shuts, <em>before</em> its bye is sent. New replicas need not read the whole topic: members write down the view
 * now and then, {@link dev.drover.pool.PoolStart}.
 *
 * <h2>What binds and what ends a pool topic</h2>
 *
 * The first hello binds the topic to a {@link dev.drover.pool.Binding}: chain, data topic, version of the head rule, options
 * that decide heads. Offsets rise but need not be consecutive, since transactions take some. If the topic does not continue
 * what was read from it, or another member has read something else, a replica leaves for good ({@link
 * dev.drover.pool.Action.Stop}): only another topic helps.
 *
 * <h2>Where to look</h2>
 *
 * {@link dev.drover.pool.ProtocolRules} has every decision on which safety or progress rests, one method each.
 * {@code PoolSimulationTest} runs pools over a simulated log with faults of all kinds; {@code PoolMutantsTest} breaks each
 * rule once and expects the simulation to notice.
 */
@NullMarked
package dev.drover.pool;

import org.jspecify.annotations.NullMarked;

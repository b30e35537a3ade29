/**
 * The protocol by which all replicas of a pool serve one head, as pure code. It uses no Kafka client, thread or clock:
 * {@link dev.drover.pool.live} feeds events with their moments to a {@link dev.drover.pool.PoolMember} and performs the
 * {@link dev.drover.pool.Action}s that it returns, on one thread.
 *
 * <h2>Guarantee</h2>
 *
 * Every answer that depends on the state of the chain is computed at one released head. If an answer is complete before
 * another request is sent to any replica, the second is answered at the same or a later position: within an epoch the
 * number never decreases, and "not found" counts as an answer. newHeads is never ahead of what any replica answers over
 * HTTP. Concurrent requests of a client are not ordered. A replica that is not sure refuses to answer.
 *
 * <h2>How</h2>
 *
 * All replicas read one topic with one partition and fold its records into a {@link dev.drover.pool.View}: after the
 * same record all have the same view. Records may be lost, late, duplicated or reordered; each status states everything
 * about its sender.
 *
 * <ol>
 *   <li>A member that has a new head sends a status that states it (applied, {@code a} below).
 *   <li>When all members have a new head, each <b>promises</b> the lowest of these heads (ready, {@code r}): it first
 *       shuts its {@link dev.drover.pool.Gate}, then sends the promise.
 *   <li>When all have promised, the head is released, at one place of the log ({@code *}). A member that has read up to
 *       that place opens its gate and announces the head. So a member that answers N knows that all others have
 *       promised N, and none can answer less.
 *   <li>A member that is cut off must neither delay the others nor continue to answer. Its gate requires a
 *       <b>lease</b>, which starts when it <em>sent</em> the last status that it has read back, measured by the clock
 *       that advances further. The others <b>expel</b> it if they have not read a new status for 1.25 leases, measured
 *       by the clock that advances less ({@link dev.drover.pool.PatientClock}); this tolerates clock rates that are off
 *       by 11 %. An expel has no effect if a newer status precedes it in the log.
 *   <li>A request that finds the gate shut waits until it opens, or for a <b>marker</b>: a record that this replica has
 *       sent after the request arrived and has read back. Everything that was released when the request arrived
 *       precedes it in the log.
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
 * Heads are ordered by the offset of the data record that made them, never by number. The released position never
 * decreases. If the head at the lowest promise has a lower number than the released one, it is released only if there
 * was a rewind in between; otherwise only the position moves (a <em>pass</em>), so that no gate stays shut. Replicas
 * with different stores may disagree, so a member answers from the released head rather than its tracker's, and
 * promises only a head that it can serve.
 *
 * <h2>Sessions</h2>
 *
 * Nothing about the pool is stored locally: a restart is a join with a new random session name, and late records of the
 * old session do not affect the new one. A late hello of a dead session adds a ghost member, which is harmless and gets
 * expelled. A session ends permanently, and its gate shuts, <em>before</em> its bye is sent. New replicas need not read
 * the whole topic, because members periodically write state records; see {@link dev.drover.pool.PoolStart}.
 *
 * <h2>What binds and what ends a pool topic</h2>
 *
 * The first hello binds the topic to a {@link dev.drover.pool.Binding}: chain, data topic, version of the head rule,
 * and options that decide heads. Offsets increase but need not be consecutive, because transactions take some. If the
 * topic contradicts what was read from it, or another member has read something else, a replica leaves permanently
 * ({@link dev.drover.pool.Action.Stop}): only another topic helps.
 *
 * <h2>Where to look</h2>
 *
 * {@code PoolMember} handles the events of a replica, {@code ViewUpdater} derives the next view from a record,
 * {@code Gatekeeper} derives the gate, {@code StatusReporter} decides when to send hellos and statuses,
 * {@code JoinPolicy} and {@code LeavePolicy} when to join and leave, and {@code MemberDuties} expels silent members and
 * writes state records. {@code ProtocolRules} has every decision on which safety or progress depends, one method each.
 * {@code PoolSimulationTest} runs pools over a simulated log with faults of all kinds; {@code PoolMutantsTest} breaks
 * one rule at a time and expects the simulation to detect it.
 */
@NullMarked
package dev.drover.pool;

import org.jspecify.annotations.NullMarked;

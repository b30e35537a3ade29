/**
 * How replicas agree on the head that all of them show: the protocol alone, as pure code. No clock, no Kafka, no threads:
 * {@link dev.drover.pool.live} has those.
 *
 * <p>All replicas of a pool read one totally ordered topic. One that has a new head says <i>applied</i>; when all members
 * have, each promises it (<i>ready</i>) and from then on answers no older head; when all have promised, it is <i>released</i>,
 * and everybody reads that at the same place of the log. So whoever answers a head has read its release, and every other
 * member had promised it before. A member that is cut off stops by its own clock (its lease) before the others may drop it.
 *
 * <pre>
 *   log   aA aB aC   rA rB rC            a applied, r ready
 *   A     ..........[.......*N           [ answers no older head, requests wait   * released: answers N
 *   B     .............[....*N
 *   C     ................[.*N
 * </pre>
 *
 * <p>{@link dev.drover.pool.View} is what the records say, the same for all who read them; {@link dev.drover.pool.PoolMember}
 * is what one replica does; {@link dev.drover.pool.Gate} is what a request asks.
 */
@NullMarked
package dev.drover.pool;

import org.jspecify.annotations.NullMarked;

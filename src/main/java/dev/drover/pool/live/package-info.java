/**
 * A replica in its pool, alive: Kafka, threads and requests around the pure protocol of {@link dev.drover.pool}.
 *
 * <pre>
 *   ingest's thread ──applied head──┐                          ┌─&gt; Serving (volatile) ─&gt; requests: acquire()
 *   reader's thread ──record────────┼─&gt; queue ─&gt; pool's thread ─┼─&gt; waiting requests: await()
 *   event loops ──waiting request───┘        {@link dev.drover.pool.live.PoolSession}      ├─&gt; newHeads
 *                                                              └─&gt; producer ─&gt; pool topic
 * </pre>
 *
 * <p>Each head that ingest applies is kept with its view of the store until the pool is past it, so the released head is
 * answered from exactly the view in which it was the head: what was applied later is invisible. A replica whose own heads do
 * not include the released one (it joined a moment ago) waits for the next.
 */
@NullMarked
package dev.drover.pool.live;

import org.jspecify.annotations.NullMarked;

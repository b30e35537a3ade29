/**
 * Kafka to store: reads the data topic record by record, keeps what all masters share, leaves the pointers to the head
 * tracker, and writes data, pointers and position in one batch.
 *
 * <p>Invariants: content is merged by union and never deleted by a master's rollback; a batch takes effect only with its commit,
 * as a whole, and one that did not stay in memory until then is read again; the stored position is the first record of the oldest
 * batch in memory, so a restart loses nothing; a head is announced after it is written. A record that cannot be decoded is counted
 * and ignored. A failure that may heal is retried from the stored position, others stop ingest with an instruction.
 */
@NullMarked
package dev.drover.ingest;

import org.jspecify.annotations.NullMarked;

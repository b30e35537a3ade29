/**
 * Kafka to store: reads the data topic record by record, keeps what all masters share, leaves the pointers to the head
 * tracker, and writes data, pointers and position in one batch.
 *
 * <p>Invariants: content is merged by union and never deleted by a master's rollback; it is stored only if its hash proves it
 * ({@link dev.drover.ingest.ContentIntake}); a batch takes effect only with its commit, and one that did not stay in memory until
 * then is read again; the stored position is the first record of the oldest batch that is in memory or has content waiting to be
 * checked, so a restart loses nothing; a head is announced after it is written. A record that cannot be decoded is counted and
 * ignored. A failure that may heal is retried from the stored position, others stop ingest with an instruction.
 *
 * <p>Records pass two stages. {@link dev.drover.ingest.RecordChecks} decodes them and checks what key and value prove, on
 * several threads. {@link dev.drover.ingest.Ingest} takes them in order on the one thread that writes, and checks there what
 * needs other parts of the block.
 */
@NullMarked
package dev.drover.ingest;

import org.jspecify.annotations.NullMarked;

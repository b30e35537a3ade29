/**
 * Kafka to store: reads the data topic record by record, keeps what all masters share, leaves the pointers to the head
 * tracker, and writes data, pointers and position in one batch.
 *
 * <p>What holds: content is merged by union and never deleted by a master's rollback; a batch takes effect only with its
 * commit, whole; the stored position is the first record of the oldest batch still open, so nothing is lost by a restart; a
 * head is announced after it is written. A record that makes no sense is counted and passed over; a write that fails stops
 * ingest.
 */
@NullMarked
package dev.drover.ingest;

import org.jspecify.annotations.NullMarked;

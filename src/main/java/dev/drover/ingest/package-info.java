/**
 * From Kafka to the store: reads the data topic record by record, stores the data that all masters share, passes the masters'
 * pointers to the head tracker as evidence, and writes data, pointers and position in one batch.
 *
 * <p>Main classes:
 *
 * <ul>
 *   <li>{@link dev.drover.ingest.IngestVerticle} prepares the start: checks the topic ({@code DataTopic}), chooses the first
 *       offset ({@code StartPoint}, {@code RereadFrom}) and starts the {@code IngestLoop}, which polls through a
 *       {@code TopicReader} and handles failures ({@code Failure}, {@code Setback}).
 *   <li>{@code RecordChecks} decodes records and checks what key and value alone prove; it returns {@code CheckedRecord}s.
 *   <li>{@link dev.drover.ingest.Ingest} applies checked records in order and writes batches to the store. {@code KeyWrites}
 *       dispatches writes by their {@link dev.drover.ingest.KeyClass} to {@code ContentIntake}, {@code ConfigIntake} or the
 *       evidence for the head tracker.
 *   <li>{@code HeldContent} keeps content that cannot be checked yet, {@code StateGaps} the hashes of damaged trie nodes and
 *       code, {@code Rereader} rereads batches that were dropped from memory before their commit.
 * </ul>
 *
 * <p>The life of a record: the verticle's event loop receives it, a check thread decodes and checks it, and ingest's thread
 * applies it. A fragment waits in the {@link dev.drover.cdc.BatchAssembly} for its commit. Content is checked against the other
 * parts of its block and stored, held, or dropped. The tracker then judges the evidence. A new head forces a write of all
 * pending data, and is passed to the sink after that.
 *
 * <p>Threads: one thread, {@code drover-store-writer}, owns the write side of the store, the tracker, the position and all
 * classes that are not thread-safe. The event loop only receives polls. Up to four {@code drover-check} threads run
 * {@code RecordChecks}. {@link dev.drover.ingest.IngestStats} may be read on any thread.
 *
 * <p>A restart, or a retry after a temporary failure, resumes at the stored position: the first record of the oldest batch that
 * is open in memory or has content waiting to be checked. Batches dropped from memory do not hold the position back; their ids
 * and first offsets are stored instead. Records that are read twice change nothing: content is merged, and the tracker does not
 * judge a record again. Other failures stop ingest with an instruction to the operator.
 *
 * <p>Invariants: content is stored only if its hash proves it, and a master's delete or rollback never removes it. No trie node
 * is stored above a known gap until the wait for the missing node has timed out. A batch takes effect only with its commit. Data
 * and position are written atomically. A head is announced only after it is written. Malformed records are counted and skipped.
 *
 * <p>To add a key class, add a constant to {@link dev.drover.ingest.KeyClass}, recognize its keys in {@code KeyClass.of}, and
 * handle it in {@code KeyWrites.take}. A new kind of content is {@code CONTENT}: recognize its keys there, then add it to
 * {@link dev.drover.verify.ContentKind}, {@link dev.drover.verify.ContentCheck} and {@code ContentIntake.store}.
 */
@NullMarked
package dev.drover.ingest;

import org.jspecify.annotations.NullMarked;

/**
 * The change data capture format: the write operations that masters write to Kafka, and their batches. Independent of the
 * Kafka client.
 *
 * <p>{@link dev.drover.cdc.WriteOpDecoder} and {@link dev.drover.cdc.WriteOpEncoder} convert between record values and
 * {@link dev.drover.cdc.WriteOp}; {@link dev.drover.cdc.Wire} has the op codes. A batch arrives as fragments, interleaved with
 * those of other masters, and takes effect with its commit; {@link dev.drover.cdc.BatchAssembly} collects the fragments
 * within limits on memory, and {@link dev.drover.cdc.BatchGatherer} collects a batch that exceeded them when it is read again.
 *
 * <p>A {@link dev.drover.cdc.Recording} is a topic in a file. {@link dev.drover.cdc.RecordingReader} and
 * {@link dev.drover.cdc.RecordingWriter} read and write it record by record.
 *
 * <p>To support another kind of record, add its op code to {@code Wire} and a case to {@code WriteOp}; the compiler then names
 * every switch that must handle it.
 */
@NullMarked
package dev.drover.cdc;

import org.jspecify.annotations.NullMarked;

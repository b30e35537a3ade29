package dev.drover.ingest;

import dev.drover.cdc.BatchAssembly;
import dev.drover.cdc.BatchGatherer;
import dev.drover.cdc.WriteOp;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rereads batches that were dropped from memory before their commit arrived. If that is impossible, continuing would lose data,
 * so ingest stops before the commit: nothing after it is written, and a restart stops there again. Not thread-safe.
 */
final class Rereader {
    private static final Logger log = LoggerFactory.getLogger(Rereader.class);

    private final EarlierRecords earlier;
    private final BatchAssembly assembly;
    private final IngestStats stats;

    Rereader(EarlierRecords earlier, BatchAssembly assembly, IngestStats stats) {
        this.earlier = earlier;
        this.assembly = assembly;
        this.stats = stats;
    }

    /**
     * Rereads a batch and returns its writes. Blocks.
     *
     * @param first offset of its first fragment
     * @param commit offset of its commit
     * @throws IngestStoppedException if the topic no longer holds the batch, or if the batch alone exceeds the memory limit
     */
    List<WriteOp.KeyWrite> batch(UUID id, long first, long commit) {
        log.info("Reading batch {} again, from offset {} to its commit at {}", id, first, commit);
        BatchGatherer gatherer = assembly.gatherer(id);
        boolean[] fits = {true};
        boolean held = earlier.read(first, commit, (offset, value) -> {
            fits[0] = gatherer.take(value);
            return fits[0];
        });
        if (!held) {
            stats.lostBatches.increment();
            throw new IngestStoppedException("the commit at offset " + commit + " belongs to batch " + id
                    + ", which begins at offset " + first + ", but the topic's retention has deleted that record: the"
                    + " batch is lost. Start with an empty --datadir and a snapshot (--store.bottom) that is newer than"
                    + " this commit, and raise the topic's retention.ms");
        }
        if (!fits[0]) {
            throw new IngestStoppedException(
                    "batch " + id + ", from offset " + first + " to its commit at " + commit
                            + ", is larger than --kafka.open.bytes allows: raise --kafka.open.bytes in all replicas and restart");
        }
        return gatherer.writes();
    }

    /** Throws if the assembly had to forget a dropped batch, because a later commit of it would have no effect. */
    void checkNoneForgotten(long offset) {
        if (assembly.hasForgotten()) {
            stats.lostBatches.increment();
            throw new IngestStoppedException("at offset " + offset + " more than " + BatchAssembly.DROPPED_MAX
                    + " batches had been begun, dropped from memory and not committed; their commits could not be"
                    + " told apart any more. Find the producer that does not commit (drover inspect --batches), then start"
                    + " with an empty --datadir and a newer snapshot (--store.bottom)");
        }
    }
}

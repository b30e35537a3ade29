package dev.drover.ingest;

import dev.drover.config.StartupException;
import dev.drover.config.TopicStart;
import dev.drover.config.TopicStart.From;
import java.util.OptionalLong;

/**
 * Where reading begins, and how much of it is silent.
 *
 * @param offset the first record to read
 * @param silentOffset records up to this one bring data but decide nothing: they were judged before, or elsewhere; -1: none
 */
record StartPoint(long offset, long silentOffset) {
    /**
     * What the topic holds now.
     *
     * @param begin its first offset: greater than 0 once retention has taken records
     * @param end the offset after its last
     */
    record Extent(long begin, long end) {}

    /**
     * Chooses the start.
     *
     * @param stored the position of an earlier run, empty on a new store
     * @param snapshot the position that the snapshot below brought along, empty if none did
     * @param lookbackRecords how much earlier a store without a position begins, so that no batch is cut
     * @throws StartupException if the topic does not hold the records that are needed
     */
    static StartPoint choose(
            TopicStart start, OptionalLong stored, OptionalLong snapshot, Extent extent, int lookbackRecords) {
        StartPoint chosen = stored.isPresent()
                ? continued(start.from(), stored.getAsLong(), extent, lookbackRecords)
                : begun(start.from(), snapshot, extent, lookbackRecords);
        long wanted = Math.max(chosen.offset, chosen.silentOffset + 1);
        if (wanted > extent.end) {
            throw new StartupException("topic " + start.topic() + " ends at offset " + extent.end + ", before offset "
                    + wanted + " where reading should go on. If the topic was made anew, start with an empty"
                    + " --datadir (and a snapshot that belongs to it)");
        }
        if (chosen.offset < extent.begin) {
            throw new StartupException("topic " + start.topic() + " begins at offset " + extent.begin
                    + ": the records from "
                    + chosen.offset + " on are gone (retention). Start with an empty --datadir and a newer snapshot"
                    + " (--store.bottom), and keep records longer than the time between snapshots");
        }
        return chosen;
    }

    private static StartPoint continued(From from, long stored, Extent extent, int lookbackRecords) {
        return switch (from) {
            case From.Stored ignored -> new StartPoint(stored, -1);
            case From.Beginning ignored -> new StartPoint(extent.begin, -1);
            // Never past the stored position by more than asked for: the batches open there would be cut.
            case From.Offset at ->
                new StartPoint(
                        at.offset() <= stored ? at.offset() : Math.max(stored, at.offset() - lookbackRecords), -1);
        };
    }

    private static StartPoint begun(From from, OptionalLong snapshot, Extent extent, int lookbackRecords) {
        return switch (from) {
            case From.Offset at -> at(at.offset(), extent, lookbackRecords);
            case From.Stored ignored ->
                snapshot.isPresent()
                        ? at(snapshot.getAsLong(), extent, lookbackRecords)
                        : new StartPoint(extent.begin, -1);
            case From.Beginning ignored -> new StartPoint(extent.begin, -1);
        };
    }

    private static StartPoint at(long offset, Extent extent, int lookbackRecords) {
        long earlier = Math.max(extent.begin, offset - lookbackRecords);
        return new StartPoint(Math.min(offset, earlier), offset - 1);
    }
}

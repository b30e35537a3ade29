package dev.drover.ingest;

import dev.drover.config.StartupException;
import dev.drover.config.TopicStart;
import dev.drover.config.TopicStart.From;
import java.util.OptionalLong;

/**
 * The offset at which reading begins.
 *
 * @param offset the first record to read
 * @param silentOffset the last record that only contributes data and does not affect the head, because it was judged
 *     before or elsewhere; -1 if there is none
 */
record StartPoint(long offset, long silentOffset) {
    /**
     * The range of offsets that the topic holds.
     *
     * @param begin the first offset, greater than 0 once retention has deleted records
     * @param end the offset after the last record
     */
    record Extent(long begin, long end) {}

    /**
     * Chooses the start point.
     *
     * @param stored the position of an earlier run, which takes precedence; empty on a new store
     * @param snapshot the position stored in the snapshot, empty if there is none
     * @param lookbackRecords how many records before the snapshot's offset a new store begins, so that batches that were open at
     *     that offset are complete
     * @throws StartupException if the topic does not hold the records that are needed
     */
    static StartPoint choose(
            TopicStart start, OptionalLong stored, OptionalLong snapshot, Extent extent, int lookbackRecords) {
        return stored.isPresent()
                ? continued(start.topic(), stored.getAsLong(), extent)
                : checked(start, begun(start.from(), snapshot, extent, lookbackRecords), extent);
    }

    private static StartPoint continued(String topic, long stored, Extent extent) {
        if (stored > extent.end) {
            throw new StartupException("this --datadir has read topic " + topic + " up to its stored position " + stored
                    + ", but the topic now ends at offset " + extent.end
                    + ": the broker has lost records, as after an unclean"
                    + " leader election or when restored from a backup. Restore the topic; if that is not possible, the masters'"
                    + " later records do not follow on this datadir: begin with another --datadir and a snapshot");
        }
        if (stored < extent.begin) {
            throw new StartupException(
                    "this --datadir continues at its stored position " + stored + ", but topic " + topic
                            + " now begins at offset " + extent.begin
                            + ": its retention has deleted the records between while this"
                            + " replica was away. Begin with another --datadir and a newer snapshot (--store.bottom), and keep"
                            + " records longer than the time between snapshots (retention.ms)");
        }
        return new StartPoint(stored, -1);
    }

    private static StartPoint checked(TopicStart start, StartPoint chosen, Extent extent) {
        long wanted = Math.max(chosen.offset, chosen.silentOffset + 1);
        if (wanted > extent.end) {
            throw new StartupException("topic " + start.topic() + " ends at offset " + extent.end + ", before offset "
                    + wanted
                    + " where reading should begin: correct --kafka.topic, or name a snapshot that belongs to this"
                    + " topic (--store.bottom)");
        }
        if (chosen.offset < extent.begin) {
            throw new StartupException("topic " + start.topic() + " begins at offset " + extent.begin
                    + ", but reading should begin at " + chosen.offset
                    + ": retention has deleted the records between. Begin"
                    + " with a newer snapshot (--store.bottom) and the offset that belongs to it (--kafka.topic "
                    + start.topic() + ":N), and keep records longer than the time between snapshots (retention.ms)");
        }
        return chosen;
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

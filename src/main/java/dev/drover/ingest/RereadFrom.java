package dev.drover.ingest;

import dev.drover.config.StartupException;
import dev.drover.config.TopicStart;
import dev.drover.store.Batch;
import dev.drover.store.Schema;
import dev.drover.store.Store;
import java.util.Arrays;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The option {@code --kafka.reread-from}: moves the stored position back, once for each time that the option is added. */
final class RereadFrom {
    private static final Logger log = LoggerFactory.getLogger(RereadFrom.class);
    private static final byte[] NONE = new byte[0];

    private RereadFrom() {}

    /**
     * Moves the stored position to the offset that {@code start} names, unless the store remembers that this was done, and
     * forgets an earlier one if {@code start} names none.
     *
     * @param stored the stored position, empty on a new store
     * @throws StartupException if the topic does not hold the offset, or there is nothing to read again
     */
    static void apply(TopicStart start, Store store, OptionalLong stored, StartPoint.Extent extent) {
        byte[] done = store.own(OwnRecords.REREAD);
        Long from = start.rereadFrom();
        if (from == null) {
            if (done != null && done.length > 0) {
                remember(store, NONE, new Batch());
            }
            return;
        }
        byte[] wanted = Schema.encodeNumber(from);
        if (Arrays.equals(done, wanted)) {
            log.info(
                    "--kafka.reread-from {} was followed by an earlier start and has no effect now: reading continues. To read"
                            + " again, start once without it, or name another offset",
                    from);
            return;
        }
        if (stored.isEmpty()) {
            log.warn(
                    "--kafka.reread-from {} has no effect now: this --datadir has read nothing yet. Remove it, or the next start"
                            + " will follow it",
                    from);
            return;
        }
        check(start.topic(), from, stored.getAsLong(), extent);
        Batch batch = new Batch();
        batch.putOwn(OwnRecords.POSITION, wanted);
        log.info(
                "Reading topic {} again from offset {} instead of the stored position {} (--kafka.reread-from)",
                start.topic(),
                from,
                stored.getAsLong());
        remember(store, wanted, batch);
    }

    private static void check(String topic, long from, long stored, StartPoint.Extent extent) {
        if (from > stored) {
            throw new StartupException("--kafka.reread-from " + from + " is ahead of the stored position " + stored
                    + ": the records between them have not been read yet, so none of them can be read again. Remove the"
                    + " option to continue at " + stored + ", or name an earlier offset");
        }
        if (from < extent.begin()) {
            throw new StartupException(
                    "--kafka.reread-from " + from + " is not possible: topic " + topic + " begins at offset "
                            + extent.begin() + ". Name that or a later offset, up to the stored position " + stored
                            + ", or remove"
                            + " the option to continue");
        }
    }

    private static void remember(Store store, byte[] offset, Batch batch) {
        batch.putOwn(OwnRecords.REREAD, offset);
        store.apply(batch, true);
    }
}

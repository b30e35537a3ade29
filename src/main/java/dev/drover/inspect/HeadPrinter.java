package dev.drover.inspect;

import dev.drover.cdc.BatchAssembly;
import dev.drover.cdc.RecordedRecord;
import dev.drover.config.Config;
import dev.drover.config.Options;
import dev.drover.config.StartupException;
import dev.drover.head.HeadChange;
import dev.drover.head.HeadTracker;
import dev.drover.head.ServedHead;
import dev.drover.ingest.Ingest;
import dev.drover.ingest.IngestStats;
import dev.drover.store.LayeredStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Applies records to a temporary store, as a replica with an empty datadir does, and prints each head change. It does not know
 * the data before the first record, so the records should begin where the topic begins.
 */
public final class HeadPrinter implements AutoCloseable, Ingest.Sink {
    private final PrintWriter out;
    private final Path directory;
    private final LayeredStore store;
    private final HeadTracker tracker;
    private final Ingest ingest;

    /** Creates a printer with an empty temporary store. */
    public HeadPrinter(PrintWriter out) {
        this.out = out;
        Config defaults = Options.parse();
        try {
            directory = Files.createTempDirectory("drover-inspect");
        } catch (IOException e) {
            throw new StartupException("cannot create a temporary directory: " + e, e);
        }
        store = LayeredStore.open(defaults.store().in(directory));
        tracker = HeadTracker.begin(defaults.head(), store);
        // No batch is dropped within these limits, so none has to be read again.
        ingest = new Ingest(
                store,
                tracker,
                new BatchAssembly(RecordPrinter.LIMITS),
                0,
                new IngestStats(),
                this,
                (first, last, visitor) -> false);
    }

    /** Applies the next record. */
    public void accept(RecordedRecord one) {
        ingest.accept(one.offset(), one.timestampMillis(), one.value());
    }

    @Override
    public void head(ServedHead served, @Nullable HeadChange change) {
        served.release();
        if (change != null && change.hasBlocks()) {
            out.println("head: offset " + change.head().position() + " block "
                    + change.head().id() + " reverted "
                    + change.reverted().size() + " added " + change.added().size() + " epoch "
                    + change.head().epoch());
        }
    }

    /** Prints the reason for each proposed block that did not become the head. */
    public void printReasons() {
        ingest.flush();
        tracker.explain(store).forEach(reason -> out.println("not the head: " + reason));
    }

    @Override
    public void close() {
        store.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            out.println("cannot delete: " + directory + " (" + e + ")");
        }
    }
}

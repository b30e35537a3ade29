package dev.drover.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of the index over the journal. If the index cannot be opened, it is moved aside and replaced by an empty one
 * that is rebuilt from the journal. {@link #close} deletes the damaged index if {@link #keep} was called, and restores it
 * otherwise. Not thread-safe.
 */
final class IndexDirectory implements AutoCloseable {
    /** The directory's name in the datadir. */
    static final String NAME = "top";

    private static final Logger LOG = LoggerFactory.getLogger(IndexDirectory.class);
    private static final String ASIDE = "top.damaged";

    private final Path index;
    private final Path aside;
    private boolean replaced;
    private boolean kept;

    IndexDirectory(Path datadir) {
        index = datadir.resolve(NAME);
        aside = datadir.resolve(ASIDE);
    }

    /**
     * Opens the index, or an empty one if it cannot be opened. The caller holds the lock of the datadir. Throws
     * StoreException if a newer version of Drover wrote the index.
     */
    LevelDb open(LevelDb.Settings settings, FreeSpace space) {
        LevelDb opened = openOrReplace(settings, space);
        byte @Nullable [] format = opened.get(TopKeys.own(TopKeys.FORMAT));
        if (format != null && Schema.decodeNumber(Slot.inlineValue(format)) > TopKeys.FORMAT_VERSION) {
            opened.close();
            throw new StoreException("the datadir " + index.getParent()
                    + " was written by a newer version of Drover: run that version, or use a different --datadir");
        }
        return opened;
    }

    private LevelDb openOrReplace(LevelDb.Settings settings, FreeSpace space) {
        // Left by a rebuild that was killed, along with a partial index that the journal completes.
        delete(aside);
        space.require(0);
        try {
            return openAndProbe(settings, space);
        } catch (StoreException e) {
            if (e.getCause() instanceof LinkageError || !Files.isDirectory(index)) {
                throw e;
            }
            return replace(e, settings, space);
        }
    }

    /** Opens the index and reads from it, because damage to a table is noticed only when it is read. */
    private LevelDb openAndProbe(LevelDb.Settings settings, FreeSpace space) {
        LevelDb opened = LevelDb.open(index, settings, space);
        try {
            opened.get(TopKeys.own(TopKeys.FORMAT));
            opened.get(TopKeys.own(TopKeys.POSITION));
            return opened;
        } catch (StoreException e) {
            opened.close();
            throw e;
        }
    }

    private LevelDb replace(StoreException damage, LevelDb.Settings settings, FreeSpace space) {
        LOG.warn(
                "The index in {} is damaged ({}). It is rebuilt from the journal, which contains all of its data; this start"
                        + " takes longer",
                index,
                damage.getMessage());
        try {
            Files.move(index, aside);
            replaced = true;
            return LevelDb.open(index, settings, space);
        } catch (IOException | StoreException e) {
            damage.addSuppressed(e);
            throw damage;
        }
    }

    /** Marks the index as complete. */
    void keep() {
        kept = true;
    }

    @Override
    public void close() {
        if (!replaced) {
            return;
        }
        if (kept) {
            delete(aside);
            LOG.info("Rebuilt the index in {} from the journal", index);
            return;
        }
        try {
            delete(index);
            Files.move(aside, index);
        } catch (IOException | StoreException e) {
            LOG.warn("Cannot restore the damaged index {}: {}. The next start rebuilds it from the journal", aside, e);
        }
    }

    private static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(IndexDirectory::deleteOne);
        } catch (IOException | UncheckedIOException e) {
            throw new StoreException(
                    "cannot delete " + directory + ": check that the datadir is writable (" + e + ")", e);
        }
    }

    private static void deleteOne(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

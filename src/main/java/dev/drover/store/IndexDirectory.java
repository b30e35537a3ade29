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
 * The directory of the index over the journal. An index that cannot be opened is set aside, and an empty one opened in its
 * place, to be filled from the journal. {@link #close} deletes the one set aside if {@link #keep} was called, else puts it
 * back. One thread.
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
     * Opens the index, or an empty one if it cannot be opened. The datadir's lock is held: nobody else has it open. Throws
     * StoreException if a newer version wrote it.
     */
    LevelDb open(LevelDb.Settings settings, FreeSpace space) {
        LevelDb opened = openOrReplace(settings, space);
        byte @Nullable [] format = opened.get(TopKeys.own(Top.FORMAT));
        if (format != null && Schema.decodeNumber(Slot.inlineValue(format)) > Top.FORMAT_VERSION) {
            opened.close();
            throw new StoreException("the datadir " + index.getParent()
                    + " was written by a newer version of Drover: start that one, or use another --datadir");
        }
        return opened;
    }

    private LevelDb openOrReplace(LevelDb.Settings settings, FreeSpace space) {
        // A rebuild that was killed leaves it here, and a part of an index, which the journal completes.
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

    /** Damage of a table shows only when it is read. */
    private LevelDb openAndProbe(LevelDb.Settings settings, FreeSpace space) {
        LevelDb opened = LevelDb.open(index, settings, space);
        try {
            opened.get(TopKeys.own(Top.FORMAT));
            opened.get(TopKeys.own(Top.POSITION));
            return opened;
        } catch (StoreException e) {
            opened.close();
            throw e;
        }
    }

    private LevelDb replace(StoreException damage, LevelDb.Settings settings, FreeSpace space) {
        LOG.warn(
                "The index in {} is damaged ({}). It is built again from the journal, which holds all of it: this start takes"
                        + " longer",
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

    /** Says that the index is whole. */
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
            LOG.info("The index in {} is built again from the journal", index);
            return;
        }
        try {
            delete(index);
            Files.move(aside, index);
        } catch (IOException | StoreException e) {
            LOG.warn("Cannot put back the damaged index {}: {}. The next start builds it from the journal", aside, e);
        }
    }

    private static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(IndexDirectory::deleteOne);
        } catch (IOException | UncheckedIOException e) {
            throw new StoreException("cannot delete " + directory + ": is the datadir writable? " + e, e);
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

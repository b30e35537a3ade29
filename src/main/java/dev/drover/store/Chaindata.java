package dev.drover.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database of geth as a read-only layer. LevelDB has no read-only open: it moves its log into a table, writes a manifest and
 * compacts what is read often. And it knows tables as {@code .sst} only, where geth writes {@code .ldb}. So it is opened in a
 * directory of ours: tables are linked there under the other name, the rest is copied. The originals are read only.
 */
final class Chaindata implements Layer {
    private static final Logger LOG = LoggerFactory.getLogger(Chaindata.class);
    /** Written last: without it the directory of links is half made. */
    private static final String IDENTITY_FILE = "IDENTITY";

    private final LevelDb database;

    private Chaindata(LevelDb database) {
        this.database = database;
    }

    /**
     * Opens a database through a directory of links, made if it is not there, and made anew if it was of another database.
     * Opening and reading write to that directory only.
     */
    static Chaindata open(ChaindataSource source, Path links, long cacheBytes, FreeSpace space) {
        try {
            if (!isLinked(links, source.identity())) {
                link(source, links);
            }
        } catch (IOException e) {
            throw new StoreException(
                    "cannot link the bottom " + source.directory() + " into " + links + " (" + e + "): check its rights"
                            + " and those of the datadir",
                    e);
        }
        return new Chaindata(LevelDb.open(links, new LevelDb.Settings(false, 0, cacheBytes), space));
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return database.get(key);
    }

    @Override
    public Cursor scan(byte[] from, byte @Nullable [] to) {
        return database.scan(from, to);
    }

    @Override
    public void close() {
        database.close();
    }

    private static boolean isLinked(Path links, String identity) throws IOException {
        Path file = links.resolve(IDENTITY_FILE);
        return Files.exists(file)
                && Files.readString(file, StandardCharsets.US_ASCII).strip().equals(identity);
    }

    private static void link(ChaindataSource source, Path links) throws IOException {
        clear(links);
        boolean symbolic = false;
        for (Path table : source.tables()) {
            Path link = links.resolve(table.getFileName().toString().replace(".ldb", ".sst"));
            // A link to a relative link would point to nowhere.
            symbolic |= link(link, table.toRealPath());
        }
        for (Path file : source.others()) {
            Files.copy(file, links.resolve(file.getFileName().toString()));
        }
        Files.writeString(links.resolve(IDENTITY_FILE), source.identity() + "\n", StandardCharsets.US_ASCII);
        LOG.info(
                "the bottom {} is linked into {}: {} tables{}",
                source.directory(),
                links,
                source.tables().size(),
                symbolic ? ", symbolically, since hard links are not possible" : "");
    }

    /** Takes away names only: what they link to stays. */
    private static void clear(Path links) throws IOException {
        Files.createDirectories(links);
        List<Path> old;
        try (Stream<Path> files = Files.list(links)) {
            old = files.toList();
        }
        for (Path file : old) {
            Files.delete(file);
        }
    }

    /** True if it became a symbolic link: other file system, read-only mount, foreign owner. */
    private static boolean link(Path link, Path table) throws IOException {
        try {
            Files.createLink(link, table);
            return false;
        } catch (IOException | UnsupportedOperationException e) {
            Files.createSymbolicLink(link, table);
            return true;
        }
    }
}

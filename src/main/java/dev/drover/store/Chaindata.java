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
 * A geth database as a read-only layer. LevelDB cannot open a database read-only: it moves its log into a table, writes a
 * manifest and compacts tables that are read often. It also expects tables to be named {@code .sst}, whereas geth names them
 * {@code .ldb}. The database is therefore opened in a directory of Drover's: tables are linked there under the other name,
 * and all other files are copied. The original files are never modified.
 */
final class Chaindata implements Layer {
    private static final Logger LOG = LoggerFactory.getLogger(Chaindata.class);
    /** Written last: without this file the directory of links is incomplete. */
    private static final String IDENTITY_FILE = "IDENTITY";

    private final LevelDb database;

    private Chaindata(LevelDb database) {
        this.database = database;
    }

    /**
     * Opens a database through a directory of links, which is created if it does not exist and recreated if it belongs to
     * another database. Opening and reading write only to that directory.
     */
    static Chaindata open(ChaindataSource source, Path links, long cacheBytes, FreeSpace space) {
        try {
            if (!isLinked(links, source.identity())) {
                link(source, links);
            }
        } catch (IOException e) {
            throw new StoreException(
                    "cannot link the bottom " + source.directory() + " into " + links + " (" + e + "): check the"
                            + " permissions of both directories",
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
            // A link to a relative link would be dangling.
            symbolic |= link(link, table.toRealPath());
        }
        for (Path file : source.others()) {
            Files.copy(file, links.resolve(file.getFileName().toString()));
        }
        Files.writeString(links.resolve(IDENTITY_FILE), source.identity() + "\n", StandardCharsets.US_ASCII);
        LOG.info(
                "Linked the bottom {} into {}: {} tables{}",
                source.directory(),
                links,
                source.tables().size(),
                symbolic ? ", using symbolic links because hard links are not possible" : "");
    }

    /** Deletes the links; the files that they point to are kept. */
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

    /** Returns true for a symbolic link: on another file system, a read-only mount or with a different owner. */
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

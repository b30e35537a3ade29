package dev.drover.store;

import dev.drover.chain.Hash;
import dev.drover.chain.MissingDataException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * geth's freezer, the files to which it moves old canonical blocks, as a layer below its database. Values are found under
 * the keys that they had in the database, so readers of a header, body, receipts or canonical hash need not know where it is
 * stored. Other keys of such a block (hash to number, transaction lookups) remain in the database. The total difficulties in
 * older freezers are ignored, because they follow from the headers.
 *
 * <p>A value is returned only if the block's hash equals the one in the key, and a header only if it has that hash. Damaged
 * data causes a {@link MissingDataException}. Read-only and thread-safe. Blocks: must not be called on an event loop.
 */
final class Freezer implements Layer, FreezerCursor.Blocks {
    private static final String HASHES = "hashes";
    private static final String HEADERS = "headers";
    private static final String BODIES = "bodies";
    private static final String RECEIPTS = "receipts";

    private static final int NUMBER_KEY = 1 + Long.BYTES;

    private final Path directory;
    private final FreezerTable hashes;
    private final FreezerTable headers;
    private final FreezerTable bodies;
    private final FreezerTable receipts;

    /** @param opened receives the tables as they are opened; the caller closes them if this throws */
    private Freezer(Path directory, List<FreezerTable> opened) {
        this.directory = directory;
        this.hashes = open(directory, HASHES, opened);
        this.headers = open(directory, HEADERS, opened);
        this.bodies = open(directory, BODIES, opened);
        this.receipts = open(directory, RECEIPTS, opened);
        for (FreezerTable table : opened) {
            if (table.end() != hashes.end()) {
                throw FreezerTable.notWhole(
                        directory,
                        "the table " + table.name() + " has the blocks up to " + (table.end() - 1) + ", but the table "
                                + HASHES + " up to " + (hashes.end() - 1));
            }
        }
        // geth can be configured to delete old bodies and receipts, but never hashes and headers.
        if (hashes.tail() != 0 || headers.tail() != 0) {
            throw FreezerTable.notWhole(directory, "its first headers are missing");
        }
    }

    /**
     * Opens the freezer in geth's ancient directory: in its subdirectory {@code chain}, or in the directory itself, as older
     * versions of geth have it. Returns null if there is none. Throws StoreException, with the reason, if it cannot be used.
     */
    static @Nullable Freezer open(Path ancient) {
        Path chain = ancient.resolve("chain");
        Path directory = Files.isDirectory(chain) ? chain : ancient;
        if (Stream.of(HASHES, HEADERS, BODIES, RECEIPTS).noneMatch(name -> FreezerTable.isIn(directory, name))) {
            return null;
        }
        List<FreezerTable> opened = new ArrayList<>();
        try {
            return new Freezer(directory, opened);
        } catch (RuntimeException e) {
            opened.forEach(FreezerTable::close);
            throw e;
        }
    }

    @Override
    public long end() {
        return hashes.end();
    }

    /** Returns the number of the first complete block: geth can be configured to delete older bodies and receipts. */
    long tail() {
        return Math.max(bodies.tail(), receipts.tail());
    }

    /** Returns the hash of a block that the freezer contains. */
    Hash hash(long number) {
        byte[] hash = hashes.read(number);
        if (hash.length != Hash.LENGTH) {
            throw hashes.damaged(number, "the hash has " + hash.length + " bytes");
        }
        return Hash.of(hash);
    }

    Path directory() {
        return directory;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        FreezerTable table = tableWith(key);
        if (table == null) {
            return null;
        }
        if (table == hashes) {
            return hash(number(key)).toBytes();
        }
        byte[] value = table.read(number(key));
        if (table == headers && !Hash.keccak(value).equals(Hash.of(key, NUMBER_KEY))) {
            throw table.damaged(number(key), "the header has a different hash");
        }
        return value;
    }

    @Override
    public boolean has(byte[] key) {
        return tableWith(key) != null;
    }

    @Override
    public Cursor scan(byte[] from, byte @Nullable [] to) {
        return new FreezerCursor(this, from, to);
    }

    @Override
    public List<byte[]> keys(byte prefix, long number) {
        byte[] key = ByteBuffer.allocate(NUMBER_KEY + Hash.LENGTH)
                .put(prefix)
                .putLong(number)
                .put(hash(number).toBytes())
                .array();
        byte[] canonical = Arrays.copyOf(key, NUMBER_KEY + 1);
        canonical[NUMBER_KEY] = 'n';
        return Stream.of(key, canonical)
                .filter(this::has)
                .sorted(Arrays::compareUnsigned)
                .toList();
    }

    @Override
    public void close() {
        Stream.of(hashes, headers, bodies, receipts).forEach(FreezerTable::close);
    }

    private static FreezerTable open(Path directory, String name, List<FreezerTable> opened) {
        FreezerTable table = FreezerTable.open(directory, name);
        opened.add(table);
        return table;
    }

    /** Returns the table that contains the value of {@code key}, or null if there is none. */
    private @Nullable FreezerTable tableWith(byte[] key) {
        FreezerTable table = tableOf(key);
        if (table == null || !table.has(number(key))) {
            return null;
        }
        return table == hashes || hash(number(key)).equals(Hash.of(key, NUMBER_KEY)) ? table : null;
    }

    /**
     * Returns the table for keys of this form, or null if there is none. Both prefix and length decide, because any 32 bytes
     * may be the key of a trie node.
     */
    private @Nullable FreezerTable tableOf(byte[] key) {
        return switch (key.length) {
            case NUMBER_KEY + 1 -> key[0] == 'h' && key[NUMBER_KEY] == 'n' ? hashes : null;
            case NUMBER_KEY + Hash.LENGTH ->
                switch (key[0]) {
                    case 'h' -> headers;
                    case 'b' -> bodies;
                    case 'r' -> receipts;
                    default -> null;
                };
            default -> null;
        };
    }

    private static long number(byte[] key) {
        return ByteBuffer.wrap(key).getLong(1);
    }
}

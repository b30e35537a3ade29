package dev.drover.store;

import dev.drover.chain.MissingDataException;
import dev.drover.rlp.RlpException;
import dev.drover.rlp.RlpReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One table of geth's freezer (core/rawdb/freezer_table.go): items numbered without gaps, in append-only data files, and an
 * index with 6 bytes per item: the file (2 bytes) and the offset of the item's end in it (4 bytes), big-endian. An item begins
 * where the previous one ends, or at offset 0 of a new file. The first entry of the index is special: it contains the oldest
 * remaining file and the number of items deleted before it. A {@code .meta} file (RLP: version, tail …) may hide further items.
 *
 * <p>Never written. Offsets are validated before use. Thread-safe.
 */
final class FreezerTable implements AutoCloseable {
    /** Maximum length of an item, compressed and uncompressed: far above the largest block ever, yet harmless to the heap. */
    static final int ITEM_BYTES_MAX = 128 << 20;

    private static final int ENTRY_BYTES = 6;
    private static final int META_BYTES_MAX = 1 << 10;
    private static final int META_VERSION_MAX = 2;

    /**
     * One entry of the index.
     *
     * @param offset end of the item; in the first entry, the number of deleted items
     */
    private record Entry(int file, long offset) {
        static Entry read(ByteBuffer from) {
            return new Entry(Short.toUnsignedInt(from.getShort()), Integer.toUnsignedLong(from.getInt()));
        }
    }

    private final String name;
    private final boolean compressed;
    private final StoreFile index;
    private final List<StoreFile> files;
    private final int firstFile;
    private final long deleted;
    private final long tail;
    private final long end;

    /** @param opened the index, to which the data files are added, oldest first; closed with the table, but not if this throws */
    private FreezerTable(Path directory, String name, boolean compressed, List<StoreFile> opened) {
        this.name = name;
        this.compressed = compressed;
        this.index = opened.getFirst();
        long length = index.length();
        if (length < ENTRY_BYTES || length % ENTRY_BYTES != 0) {
            throw notWhole(
                    directory, index.path().getFileName() + " has " + length + " bytes, which is not a multiple of 6");
        }
        long items = length / ENTRY_BYTES - 1;
        Entry first = entries(0, 1).getFirst();
        Entry last = entries(items, 1).getFirst();
        for (int file = first.file; file <= last.file; file++) {
            opened.add(StoreFile.openReadOnly(
                    directory.resolve(String.format("%s.%04d.%s", name, file, compressed ? "cdat" : "rdat"))));
        }
        this.files = List.copyOf(opened.subList(1, opened.size()));
        this.firstFile = first.file;
        if (files.isEmpty() || items > 0 && last.offset > files.getLast().length()) {
            throw notWhole(
                    directory,
                    index.path().getFileName() + " ends at byte " + last.offset + " of data file " + last.file
                            + ", which is shorter");
        }
        this.deleted = first.offset;
        this.end = deleted + items;
        this.tail = Math.max(deleted, hiddenBelow(directory, name));
        if (tail > end) {
            throw notWhole(
                    directory, name + ".meta hides the items below " + tail + ", but the last item is " + (end - 1));
        }
    }

    /** Returns whether the directory has an index of that name, for compressed or raw items. */
    static boolean isIn(Path directory, String name) {
        return Files.exists(directory.resolve(name + ".cidx")) || Files.exists(directory.resolve(name + ".ridx"));
    }

    /** Opens a table. Throws StoreException, with the reason, if it is missing or incomplete. */
    static FreezerTable open(Path directory, String name) {
        if (!isIn(directory, name)) {
            throw notWhole(directory, "the table " + name + " is missing");
        }
        boolean compressed = Files.exists(directory.resolve(name + ".cidx"));
        List<StoreFile> opened = new ArrayList<>();
        try {
            opened.add(StoreFile.openReadOnly(directory.resolve(name + (compressed ? ".cidx" : ".ridx"))));
            if (compressed) {
                SnappyBlock.load();
            }
            return new FreezerTable(directory, name, compressed, opened);
        } catch (RuntimeException e) {
            opened.forEach(StoreFile::close);
            throw e;
        }
    }

    String name() {
        return name;
    }

    /** Returns the number of the first readable item, or {@link #end} if there is none. */
    long tail() {
        return tail;
    }

    /** Returns the number after the last item. */
    long end() {
        return end;
    }

    /** Returns whether the number is in the range of readable items. */
    boolean has(long number) {
        return number >= tail && number < end;
    }

    /** Returns a readable item. Throws MissingDataException if the files do not match the index. */
    byte[] read(long number) {
        List<Entry> bounds = entries(number - deleted, 2);
        Entry before = bounds.getFirst();
        Entry here = bounds.getLast();
        // The first entry of the index is special: the first item begins at offset 0, as does the first item of every
        // file.
        boolean begins = number == deleted || here.file == before.file + 1;
        long start = begins ? 0 : before.offset;
        long length = here.offset - start;
        int file = here.file - firstFile;
        if (!begins && here.file != before.file || file < 0 || file >= files.size() || length < 0) {
            throw damaged(number, "its index entry is invalid");
        }
        if (length > ITEM_BYTES_MAX) {
            throw damaged(number, "its index entry implies a length of " + length + " bytes");
        }
        ByteBuffer item = ByteBuffer.allocate((int) length);
        if (!files.get(file).read(item, start)) {
            throw damaged(number, files.get(file).path().getFileName() + " ends before it");
        }
        return compressed ? uncompressed(number, item.array()) : item.array();
    }

    /** Returns the exception for a damaged item. */
    MissingDataException damaged(long number, String why) {
        return new MissingDataException(
                "block " + number + " cannot be read from the freezer's table " + name + ": " + why);
    }

    @Override
    public void close() {
        index.close();
        files.forEach(StoreFile::close);
    }

    /** Returns the exception for a freezer that cannot be used. */
    static StoreException notWhole(Path directory, String why) {
        return new StoreException("the freezer in " + directory + " is incomplete or inconsistent: " + why
                + ". Start and stop geth on the original, then copy its chaindata and ancient directories again");
    }

    private byte[] uncompressed(long number, byte[] item) {
        try {
            return SnappyBlock.decode(item, ITEM_BYTES_MAX);
        } catch (IOException e) {
            throw damaged(number, "it is not valid Snappy (" + e.getMessage() + ")");
        }
    }

    /** @param at number of the first entry to read */
    private List<Entry> entries(long at, int count) {
        ByteBuffer bytes = ByteBuffer.allocate(count * ENTRY_BYTES);
        if (!index.read(bytes, at * ENTRY_BYTES)) {
            throw new StoreException(index.path() + " became shorter while it was open");
        }
        bytes.flip();
        List<Entry> entries = new ArrayList<>(count);
        while (bytes.hasRemaining()) {
            entries.add(Entry.read(bytes));
        }
        return entries;
    }

    private static long hiddenBelow(Path directory, String name) {
        Path meta = directory.resolve(name + ".meta");
        try {
            // geth 1.10 wrote no such file and hid no items.
            if (!Files.exists(meta) || Files.size(meta) == 0) {
                return 0;
            }
            if (Files.size(meta) > META_BYTES_MAX) {
                throw notWhole(directory, meta.getFileName() + " has " + Files.size(meta) + " bytes");
            }
            RlpReader items = RlpReader.of(Files.readAllBytes(meta)).list();
            long version = items.uint64();
            if (version < 1 || version > META_VERSION_MAX) {
                throw new StoreException(
                        "the freezer in " + directory + " was written by a newer geth than this version supports: "
                                + meta.getFileName() + " has version " + version);
            }
            return items.uint64();
        } catch (IOException | RlpException e) {
            throw notWhole(directory, meta.getFileName() + " cannot be read (" + e.getMessage() + ")");
        }
    }
}

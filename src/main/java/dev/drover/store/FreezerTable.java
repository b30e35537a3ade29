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
 * One table of geth's freezer (core/rawdb/freezer_table.go): items numbered without gaps, in data files that are only ever
 * appended to, and an index of 6 bytes an item: the file (2) and where in it the item ends (4), big-endian. An item begins
 * where the one before it ends, or at 0 of a new file. The index begins with an entry of its own: the oldest file that is
 * left and how many items were deleted before it. A {@code .meta} beside it (RLP: version, tail …) may hide more of them.
 *
 * <p>Read at positions, never written. No offset is trusted. Any thread.
 */
final class FreezerTable implements AutoCloseable {
    /** Longest item, packed and unpacked: many times the longest block there ever was, and no danger to the heap. */
    static final int ITEM_BYTES_MAX = 128 << 20;

    private static final int ENTRY_BYTES = 6;
    private static final int META_BYTES_MAX = 1 << 10;
    private static final int META_VERSION_MAX = 2;

    /**
     * One entry of the index.
     *
     * @param offset where the item ends; in the first entry how many items were deleted
     */
    private record Entry(int file, long offset) {
        static Entry read(ByteBuffer from) {
            return new Entry(Short.toUnsignedInt(from.getShort()), Integer.toUnsignedLong(from.getInt()));
        }
    }

    private final String name;
    private final boolean packed;
    private final StoreFile index;
    private final List<StoreFile> files;
    private final int firstFile;
    private final long deleted;
    private final long tail;
    private final long end;

    /** @param opened the index, then the data files from the oldest on; closed with this, but not if it throws */
    private FreezerTable(Path directory, String name, boolean packed, List<StoreFile> opened) {
        this.name = name;
        this.packed = packed;
        this.index = opened.getFirst();
        long length = index.length();
        if (length < ENTRY_BYTES || length % ENTRY_BYTES != 0) {
            throw notWhole(directory, index.path().getFileName() + " has " + length + " bytes, no multiple of 6");
        }
        long items = length / ENTRY_BYTES - 1;
        Entry first = entries(0, 1).getFirst();
        Entry last = entries(items, 1).getFirst();
        for (int file = first.file; file <= last.file; file++) {
            opened.add(StoreFile.openForeign(
                    directory.resolve(String.format("%s.%04d.%s", name, file, packed ? "cdat" : "rdat"))));
        }
        this.files = List.copyOf(opened.subList(1, opened.size()));
        this.firstFile = first.file;
        if (files.isEmpty() || items > 0 && last.offset > files.getLast().length()) {
            throw notWhole(
                    directory,
                    index.path().getFileName() + " ends at byte " + last.offset + " of data file " + last.file
                            + ", which does not go that far");
        }
        this.deleted = first.offset;
        this.end = deleted + items;
        this.tail = Math.max(deleted, hiddenBelow(directory, name));
        if (tail > end) {
            throw notWhole(directory, name + ".meta hides the items below " + tail + ", but the last is " + (end - 1));
        }
    }

    /** True if the directory has an index of that name, of packed items or of raw ones. */
    static boolean isIn(Path directory, String name) {
        return Files.exists(directory.resolve(name + ".cidx")) || Files.exists(directory.resolve(name + ".ridx"));
    }

    /** Opens a table. Throws StoreException, saying what is wrong, if it is missing or not whole. */
    static FreezerTable open(Path directory, String name) {
        if (!isIn(directory, name)) {
            throw notWhole(directory, "its table " + name + " is missing");
        }
        boolean packed = Files.exists(directory.resolve(name + ".cidx"));
        List<StoreFile> opened = new ArrayList<>();
        try {
            opened.add(StoreFile.openForeign(directory.resolve(name + (packed ? ".cidx" : ".ridx"))));
            if (packed) {
                SnappyBlock.load();
            }
            return new FreezerTable(directory, name, packed, opened);
        } catch (RuntimeException e) {
            opened.forEach(StoreFile::close);
            throw e;
        }
    }

    String name() {
        return name;
    }

    /** Number of the first item that is readable; {@link #end} if none is. */
    long tail() {
        return tail;
    }

    /** Number after the last item. */
    long end() {
        return end;
    }

    /** True if the item is readable, by its number alone. */
    boolean has(long number) {
        return number >= tail && number < end;
    }

    /** An item that is readable. Throws MissingDataException if the files do not hold it as the index says. */
    byte[] read(long number) {
        List<Entry> bounds = entries(number - deleted, 2);
        Entry before = bounds.getFirst();
        Entry here = bounds.getLast();
        // The very first entry is of another kind; the first item begins with its file, as each does that begins one.
        boolean begins = number == deleted || here.file == before.file + 1;
        long start = begins ? 0 : before.offset;
        long length = here.offset - start;
        int file = here.file - firstFile;
        if (!begins && here.file != before.file || file < 0 || file >= files.size() || length < 0) {
            throw damaged(number, "its index makes no sense there");
        }
        if (length > ITEM_BYTES_MAX) {
            throw damaged(number, "it would have " + length + " bytes");
        }
        ByteBuffer item = ByteBuffer.allocate((int) length);
        if (!files.get(file).read(item, start)) {
            throw damaged(number, files.get(file).path().getFileName() + " ends before it");
        }
        return packed ? unpacked(number, item.array()) : item.array();
    }

    /** The error of an item that is there and cannot be right. */
    MissingDataException damaged(long number, String why) {
        return new MissingDataException(
                "block " + number + " cannot be read from the freezer's table " + name + ": " + why);
    }

    @Override
    public void close() {
        index.close();
        files.forEach(StoreFile::close);
    }

    /** The error of a freezer that cannot be used as it is. */
    static StoreException notWhole(Path directory, String why) {
        return new StoreException("the freezer in " + directory + " is not whole: " + why
                + ". Start and stop a geth on the original, then copy its chaindata and ancient folder again");
    }

    private byte[] unpacked(long number, byte[] item) {
        try {
            return SnappyBlock.decode(item, ITEM_BYTES_MAX);
        } catch (IOException e) {
            throw damaged(number, "it is not packed as it should be (" + e.getMessage() + ")");
        }
    }

    /** @param at of the first entry to read */
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
            // geth 1.10 wrote none, and hid nothing.
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
                        "the freezer in " + directory + " was written by a newer geth than this version" + " knows: "
                                + meta.getFileName() + " is of version " + version);
            }
            return items.uint64();
        } catch (IOException | RlpException e) {
            throw notWhole(directory, meta.getFileName() + " cannot be read (" + e.getMessage() + ")");
        }
    }
}

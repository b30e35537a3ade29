package dev.drover.testing;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** Unpacks {@code .tar.gz} archives of plain files and directories with short names. */
public final class Tar {
    private static final int BLOCK = 512;

    private Tar() {}

    /** Unpacks an archive into a directory. */
    public static void unpack(Path archive, Path target) throws IOException {
        try (InputStream in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive)))) {
            for (byte[] header = in.readNBytes(BLOCK); header.length == BLOCK && header[0] != 0; ) {
                Path path = target.resolve(text(header, 0, 100)).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("the archive names a file outside: " + path);
                }
                int size = Integer.parseInt(text(header, 124, 12).strip(), 8);
                if (header[156] == '5') {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(path.resolveSibling("."));
                    Files.write(path, exactly(in, size));
                    exactly(in, (BLOCK - size % BLOCK) % BLOCK);
                }
                header = in.readNBytes(BLOCK);
            }
        }
    }

    /**
     * The files of an archive whose names begin with {@code prefix}, in the order of their names. Names may be as long as the
     * ustar format lets them be.
     */
    public static SortedMap<String, byte[]> read(Path archive, String prefix) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (InputStream in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive)))) {
            for (byte[] header = in.readNBytes(BLOCK); header.length == BLOCK && header[0] != 0; ) {
                String folder = text(header, 345, 155);
                String name = (folder.isEmpty() ? "" : folder + "/") + text(header, 0, 100);
                int size = Integer.parseInt(text(header, 124, 12).strip(), 8);
                int padding = (BLOCK - size % BLOCK) % BLOCK;
                if (name.startsWith(prefix) && header[156] == '0') {
                    files.put(name, exactly(in, size));
                    in.skipNBytes(padding);
                } else {
                    in.skipNBytes(size + padding);
                }
                header = in.readNBytes(BLOCK);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length != length) {
            throw new EOFException("the archive is cut");
        }
        return bytes;
    }

    private static String text(byte[] header, int start, int length) {
        String field = new String(header, start, length, StandardCharsets.US_ASCII);
        int end = field.indexOf(0);
        return end < 0 ? field : field.substring(0, end);
    }
}

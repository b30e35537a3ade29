package dev.drover.statetest;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Finds files that may contain state tests: all JSON files in directories and archives. */
public final class StateTestFiles {
    private static final int BLOCK = 512;

    private StateTestFiles() {}

    /** Passes the name and the content of each file to {@code consumer}. */
    public static void forEach(Path path, BiConsumer<String, byte[]> consumer) {
        try {
            if (Files.isDirectory(path)) {
                for (Path file : filesIn(path)) {
                    consumer.accept(file.toString(), Files.readAllBytes(file));
                }
            } else if (path.toString().endsWith(".gz") || path.toString().endsWith(".tgz")) {
                try (InputStream in = new BufferedInputStream(new GZIPInputStream(Files.newInputStream(path)))) {
                    unpack(in, consumer);
                }
            } else if (path.toString().endsWith(".tar")) {
                try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
                    unpack(in, consumer);
                }
            } else {
                consumer.accept(path.toString(), Files.readAllBytes(path));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    /** Reads an archive in the ustar format, with the long names of GNU tar (type L) or of POSIX (type x). */
    private static void unpack(InputStream in, BiConsumer<String, byte[]> consumer) throws IOException {
        String longName = "";
        for (byte[] header = in.readNBytes(BLOCK); header.length == BLOCK && header[0] != 0; ) {
            String folder = text(header, 345, 155);
            String shortName = (folder.isEmpty() ? "" : folder + "/") + text(header, 0, 100);
            String name = longName.isEmpty() ? shortName : longName;
            int size = Integer.parseInt(text(header, 124, 12).strip(), 8);
            byte[] content = in.readNBytes(size);
            if (content.length < size) {
                throw new EOFException("the archive is truncated in " + name);
            }
            in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
            longName = switch (header[156]) {
                case 'L' -> text(content, 0, size);
                case 'x' -> path(text(content, 0, size));
                default -> "";
            };
            if (longName.isEmpty() && name.endsWith(".json")) {
                consumer.accept(name, content);
            }
            header = in.readNBytes(BLOCK);
        }
    }

    /** Returns the path from lines such as "30 path=a/long/name", or an empty string if there is none. */
    private static String path(String attributes) {
        return attributes
                .lines()
                .filter(line -> line.contains(" path="))
                .map(line -> line.substring(line.indexOf('=') + 1))
                .findFirst()
                .orElse("");
    }

    private static String text(byte[] header, int start, int length) {
        String text = new String(header, start, length, StandardCharsets.UTF_8);
        int end = text.indexOf(0);
        return end < 0 ? text : text.substring(0, end);
    }
}

package dev.drover.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of a LevelDB database written by geth, and its identity: a digest of the names and sizes of its files and of the
 * contents of CURRENT, the manifest and the logs. A copy of the files has the same identity; running geth changes it.
 *
 * @param directory the directory that contains them
 * @param tables immutable files of sorted keys, {@code NNNNNN.ldb} or {@code .sst}
 * @param others CURRENT, the manifest it names, and write-ahead logs
 */
record ChaindataSource(Path directory, List<Path> tables, List<Path> others, String identity) {

    /** Inspects a directory. Throws StoreException, with the remedy, if it contains no readable database. */
    static ChaindataSource of(Path directory) {
        try {
            return read(directory.toAbsolutePath());
        } catch (IOException e) {
            throw new StoreException("cannot read the bottom " + directory + " (" + e + "): check --store.bottom", e);
        }
    }

    private static ChaindataSource read(Path directory) throws IOException {
        Path current = directory.resolve("CURRENT");
        if (!Files.isRegularFile(current)) {
            throw new StoreException(whyNone(directory));
        }
        Path manifest = directory.resolve(
                Files.readString(current, StandardCharsets.UTF_8).strip());
        if (!Files.isRegularFile(manifest)) {
            throw new StoreException("the copy in " + directory + " is incomplete: CURRENT refers to "
                    + manifest.getFileName() + ", which is missing. Copy the directory of a stopped geth again");
        }
        List<Path> tables = new ArrayList<>();
        List<Path> others = new ArrayList<>(List.of(current, manifest));
        for (Path file : list(directory)) {
            String name = file.getFileName().toString();
            if (name.matches("[0-9]+\\.(ldb|sst)")) {
                tables.add(file);
            } else if (name.matches("[0-9]+\\.log")) {
                others.add(file);
            }
        }
        return new ChaindataSource(directory, List.copyOf(tables), List.copyOf(others), identity(tables, others));
    }

    private static String whyNone(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return "the bottom " + directory + " is not a directory: set --store.bottom to a copy of geth's chaindata";
        }
        for (String below : List.of("chaindata", "geth/chaindata")) {
            if (Files.exists(directory.resolve(below).resolve("CURRENT"))) {
                return "the bottom " + directory + " is not a database, but contains one: use --store.bottom "
                        + directory.resolve(below);
            }
        }
        if (list(directory).stream()
                .anyMatch(file -> file.getFileName().toString().matches("(OPTIONS-|marker\\.).*"))) {
            return "the bottom " + directory + " is a Pebble database, but only LevelDB is supported: sync geth with"
                    + " --db.engine leveldb";
        }
        return "the bottom " + directory
                + " is not a LevelDB database (it has no CURRENT file): set --store.bottom to a copy"
                + " of geth's chaindata";
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private static String identity(List<Path> tables, List<Path> others) throws IOException {
        MessageDigest digest = sha256();
        for (Path file : Stream.concat(others.stream(), tables.stream()).toList()) {
            digest.update((file.getFileName() + " " + Files.size(file) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        for (Path file : others) {
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

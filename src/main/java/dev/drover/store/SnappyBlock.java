package dev.drover.store;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xerial.snappy.Snappy;
import org.xerial.snappy.SnappyError;

/** Snappy's block format, without frames: what geth's freezer packs its items in. Knows the library, which is native. */
final class SnappyBlock {
    private static final Logger LOG = LoggerFactory.getLogger(SnappyBlock.class);
    private static final String LIBRARY_PATH = "org.xerial.snappy.tempdir";

    private SnappyBlock() {}

    /**
     * Names the directory to which the native library unpacks, once per process: the first call before the first use counts.
     * Each process writes a copy of its own, which stays behind when it is killed: those of earlier ones are deleted.
     *
     * @param directory of this process alone
     */
    static void unpackLibraryInto(Path directory) {
        if (System.getProperty(LIBRARY_PATH) != null) {
            return;
        }
        System.setProperty(LIBRARY_PATH, directory.toString());
        File @Nullable [] old = directory.toFile().listFiles((folder, name) -> name.matches("snappy-.*snappyjava.*"));
        for (File file : old == null ? new File[0] : old) {
            if (!file.delete()) {
                LOG.warn("cannot delete {}, the copy of a library that an earlier run left", file);
            }
        }
    }

    /** Loads the library, so that a start fails and not a request. */
    static void load() {
        try {
            Snappy.maxCompressedLength(0);
        } catch (LinkageError | SnappyError e) {
            throw new StoreException(
                    "cannot load the native library of Snappy from " + System.getProperty(LIBRARY_PATH)
                            + ": the directory must be writable and not mounted noexec (" + e.getMessage() + ")",
                    e);
        }
    }

    /** The bytes in a block; throws IOException if it is no block or says that it holds more than {@code bytesMax}. */
    static byte[] decode(byte[] block, int bytesMax) throws IOException {
        // What a block says of itself is not to be trusted with memory.
        int length = Snappy.uncompressedLength(block);
        if (length < 0 || length > bytesMax) {
            throw new IOException("a block of " + Integer.toUnsignedString(length) + " bytes");
        }
        byte[] bytes = new byte[length];
        int written = Snappy.uncompress(block, 0, block.length, bytes, 0);
        if (written != length) {
            throw new IOException("a block of " + written + " bytes that should be of " + length);
        }
        return bytes;
    }
}

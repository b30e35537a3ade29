package dev.drover.store;

import java.io.IOException;
import java.nio.file.Path;
import org.xerial.snappy.Snappy;
import org.xerial.snappy.SnappyError;

/** Snappy's block format, without frames: what geth's freezer packs its items in. Knows the library, which is native. */
final class SnappyBlock {
    private static final String LIBRARY_PATH = "org.xerial.snappy.tempdir";

    private SnappyBlock() {}

    /** Names the directory to which the native library unpacks, once per process: the first call before the first use counts. */
    static void unpackLibraryInto(Path directory) {
        if (System.getProperty(LIBRARY_PATH) == null) {
            System.setProperty(LIBRARY_PATH, directory.toString());
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

package dev.drover.store;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xerial.snappy.Snappy;
import org.xerial.snappy.SnappyError;

/** Decodes Snappy's block format, in which geth's freezer compresses its items. Wraps the native library. */
final class SnappyBlock {
    private static final Logger LOG = LoggerFactory.getLogger(SnappyBlock.class);
    private static final String LIBRARY_PATH = "org.xerial.snappy.tempdir";

    private SnappyBlock() {}

    /**
     * Sets the directory into which the native library is unpacked. Only the first call in a process, before the first use,
     * has an effect. Each process writes a new copy, which remains when the process is killed; copies of earlier processes are
     * deleted.
     *
     * @param directory a directory that only this process uses
     */
    static void unpackLibraryInto(Path directory) {
        if (System.getProperty(LIBRARY_PATH) != null) {
            return;
        }
        System.setProperty(LIBRARY_PATH, directory.toString());
        File @Nullable [] old = directory.toFile().listFiles((folder, name) -> name.matches("snappy-.*snappyjava.*"));
        for (File file : old == null ? new File[0] : old) {
            if (!file.delete()) {
                LOG.warn("Cannot delete {}, the copy of a native library that an earlier run left behind", file);
            }
        }
    }

    /** Loads the library, so that a problem is reported at startup and not by a request. */
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

    /** Decodes a block. Throws IOException if it is malformed or declares more than {@code bytesMax} bytes. */
    static byte[] decode(byte[] block, int bytesMax) throws IOException {
        // The declared length is not trusted: it decides how much memory is allocated.
        int length = Snappy.uncompressedLength(block);
        if (length < 0 || length > bytesMax) {
            throw new IOException("a block of " + Integer.toUnsignedString(length) + " bytes");
        }
        byte[] bytes = new byte[length];
        int written = Snappy.uncompress(block, 0, block.length, bytes, 0);
        if (written != length) {
            throw new IOException("a block of " + written + " bytes that declares " + length);
        }
        return bytes;
    }
}

package dev.drover.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One file with positional reads and writes. Interrupting a thread closes its {@link FileChannel} for all threads; this class
 * reopens the channel and preserves the interrupt. Thread-safe.
 */
final class StoreFile implements AutoCloseable {
    private interface Access {
        void run(FileChannel channel) throws IOException;
    }

    private static final Set<OpenOption> READ_WRITE =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    private static final Set<OpenOption> READ_ONLY = Set.of(StandardOpenOption.READ);

    private final Path path;
    private final Set<OpenOption> options;
    private volatile @Nullable FileChannel channel;

    private StoreFile(Path path, Set<OpenOption> options) {
        this.path = path;
        this.options = options;
        try {
            this.channel = FileChannel.open(path, options);
        } catch (IOException e) {
            throw new StoreException(StoreException.Remedy.RETRY, "cannot open " + path + ": " + e, e);
        }
    }

    /** Opens a file for reading and writing. Creates it if it does not exist. */
    static StoreFile open(Path path) {
        return new StoreFile(path, READ_WRITE);
    }

    /** Opens an existing file for reading. */
    static StoreFile openReadOnly(Path path) {
        return new StoreFile(path, READ_ONLY);
    }

    /** Fills {@code target} from {@code position}. Returns false if the file ends first. */
    boolean read(ByteBuffer target, long position) {
        int start = target.position();
        access("read", open -> {
            target.position(start);
            while (target.hasRemaining() && open.read(target, position + target.position() - start) >= 0) {
                // A read may return fewer bytes than requested.
            }
        });
        return !target.hasRemaining();
    }

    /** Writes all of {@code source} at {@code position}. */
    void write(ByteBuffer source, long position) {
        int start = source.position();
        access("write", open -> {
            source.position(start);
            while (source.hasRemaining()) {
                open.write(source, position + source.position() - start);
            }
        });
    }

    /** Forces all writes to disk. */
    void force() {
        access("force to disk", open -> open.force(false));
    }

    /** Truncates the file to {@code length} bytes. */
    void truncate(long length) {
        access("truncate", open -> open.truncate(length));
    }

    long length() {
        long[] length = new long[1];
        access("measure", open -> length[0] = open.size());
        return length[0];
    }

    Path path() {
        return path;
    }

    @Override
    public synchronized void close() {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw new StoreException("cannot close " + path + ": " + e, e);
            }
        }
    }

    private void access(String what, Access access) {
        boolean interrupted = false;
        try {
            while (true) {
                FileChannel open = channel;
                if (open == null) {
                    throw new StoreException(path + " is closed");
                }
                try {
                    access.run(open);
                    return;
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                    reopen();
                } catch (ClosedChannelException e) {
                    reopen();
                }
            }
        } catch (IOException e) {
            throw new StoreException(StoreException.Remedy.RETRY, "cannot " + what + " " + path + ": " + e, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void reopen() throws IOException {
        FileChannel open = channel;
        if (open != null && !open.isOpen()) {
            channel = FileChannel.open(path, options);
        }
    }
}

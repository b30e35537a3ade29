package dev.drover.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One file of the journal, read and written at positions. An interrupted thread closes a {@link FileChannel} for all others:
 * here it is opened again and the interrupt kept. Any thread.
 */
final class SegmentFile implements AutoCloseable {
    private interface Access {
        void run(FileChannel channel) throws IOException;
    }

    private final Path path;
    private volatile @Nullable FileChannel channel;

    private SegmentFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Opens the file, made if it is not there. */
    static SegmentFile open(Path path) {
        try {
            return new SegmentFile(path, channel(path));
        } catch (IOException e) {
            throw new StoreException("cannot open " + path + ": " + e, e);
        }
    }

    /** Fills {@code target} from {@code position} on; false if the file ends before. */
    boolean read(ByteBuffer target, long position) {
        int start = target.position();
        access("read", open -> {
            target.position(start);
            while (target.hasRemaining() && open.read(target, position + target.position() - start) >= 0) {
                // A read may give less than was asked for.
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

    /** Returns when the disk has all that was written. */
    void force() {
        access("force to disk", open -> open.force(false));
    }

    /** Cuts off what is behind {@code length}. */
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
            throw new StoreException("cannot " + what + " " + path + ": " + e, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void reopen() throws IOException {
        FileChannel open = channel;
        if (open != null && !open.isOpen()) {
            channel = channel(path);
        }
    }

    private static FileChannel channel(Path path) throws IOException {
        return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    }
}

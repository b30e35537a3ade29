package dev.drover.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Prevents a second process from using a datadir. The operating system releases the lock when the process ends, however it
 * ends.
 */
final class DatadirLock implements AutoCloseable {
    private final FileChannel channel;

    private DatadirLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Locks a directory, which is created if it does not exist. Throws StoreException, with the remedy, if it cannot be
     * locked.
     */
    static DatadirLock take(Path datadir) {
        try {
            Files.createDirectories(datadir);
            Path file = datadir.resolve("LOCK");
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
            if (tryLock(channel) == null) {
                String owner = Files.readString(file, StandardCharsets.UTF_8).strip();
                // If the owner is this process, closing may release its lock as well. LevelDB's own lock remains.
                channel.close();
                throw new StoreException("the datadir " + datadir + " is in use by process " + owner
                        + ": stop that process, or use a different --datadir");
            }
            byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8);
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(pid));
            return new DatadirLock(channel);
        } catch (IOException e) {
            throw new StoreException(
                    "cannot write to the datadir " + datadir + " (" + e + "): check its owner and permissions, or"
                            + " use a different --datadir",
                    e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // This process already holds the lock.
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StoreException("cannot release the lock of the datadir: " + e, e);
        }
    }
}

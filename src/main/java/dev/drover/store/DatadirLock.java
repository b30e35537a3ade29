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

/** Keeps a second process out of a datadir. The system gives the lock back when the process ends in any way. */
final class DatadirLock implements AutoCloseable {
    private final FileChannel channel;

    private DatadirLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the lock of a directory, made if it is not there. Throws StoreException, with what to do, if it cannot. */
    static DatadirLock take(Path datadir) {
        try {
            Files.createDirectories(datadir);
            Path file = datadir.resolve("LOCK");
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
            if (tryLock(channel) == null) {
                String owner = Files.readString(file, StandardCharsets.UTF_8).strip();
                // If it is this very process, this may give its lock up too. The engine's own lock still stands then.
                channel.close();
                throw new StoreException("the datadir " + datadir + " is in use by process " + owner
                        + ": stop that one, or give this one a --datadir of its own");
            }
            byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8);
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(pid));
            return new DatadirLock(channel);
        } catch (IOException e) {
            throw new StoreException(
                    "cannot write to the datadir " + datadir + " (" + e + "): check its owner and rights, or choose"
                            + " another with --datadir",
                    e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // This process has it already.
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StoreException("cannot give back the lock of the datadir: " + e, e);
        }
    }
}

package dev.drover.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * All batches in write order, in append-only segment files {@code 000001.log}, {@code 000002.log} … The journal is the store's
 * write-ahead log and also the permanent location of longer values. All segments except the last have been forced to disk.
 * Any thread may read; one thread writes.
 */
final class Journal implements AutoCloseable {
    private static final int BUFFER_LENGTH = 1 << 20;
    /** A frame's length is an int, and a segment that is almost full may receive one more frame. */
    private static final long BATCH_BYTES_MAX = 1 << 30;

    private final Path directory;
    private final long segmentBytes;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_LENGTH);
    private final CRC32C checksum = new CRC32C();
    // Segment n is at index n - 1.
    private volatile StoreFile[] segments;
    private volatile JournalPosition end;
    private long bytesAppended;
    private @Nullable String broken;

    /**
     * Creates a journal over opened segments.
     *
     * @param segments all segments; batches are appended to the last one
     * @param end end of the last batch
     */
    Journal(Path directory, long segmentBytes, List<StoreFile> segments, JournalPosition end) {
        this.directory = directory;
        this.segmentBytes = segmentBytes;
        this.segments = segments.toArray(StoreFile[]::new);
        this.end = end;
    }

    static String fileName(int segment) {
        return String.format(Locale.ROOT, "%06d.log", segment);
    }

    /** Creates a segment and returns when it has been forced to disk. */
    static StoreFile create(Path directory, int segment, long previousLength) {
        StoreFile file = StoreFile.open(directory.resolve(fileName(segment)));
        file.truncate(0);
        file.write(new SegmentHeader(segment, previousLength).encode(), 0);
        file.force();
        try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
            entries.force(true);
        } catch (IOException e) {
            throw new StoreException(StoreException.Remedy.RETRY, "cannot force " + directory + " to disk: " + e, e);
        }
        return file;
    }

    /**
     * Appends a batch. On return the batch survives the end of the process. If this throws, the journal is unchanged.
     *
     * @param writes in ascending order of keys, each key once
     * @return the slot of each write
     */
    byte[][] append(List<Write> writes) {
        checkWhole();
        long length = Frame.length(writes);
        if (length > BATCH_BYTES_MAX) {
            throw new StoreException("a batch of " + length + " bytes is too large: the maximum is " + BATCH_BYTES_MAX);
        }
        if (end.offset() >= segmentBytes) {
            roll();
        }
        StoreFile file = last();
        try {
            byte[][] slots = writeFrame(file, writes, length);
            end = new JournalPosition(end.segment(), end.offset() + length, end.sequence() + 1);
            bytesAppended += length;
            return slots;
        } catch (StoreException e) {
            undo(file, e);
            throw e;
        }
    }

    /** Returns the value at {@code pointer}. Throws StoreException if the bytes differ from those that were written. */
    byte[] read(Slot.Pointer pointer) {
        StoreFile[] all = segments;
        if (pointer.segment() < 1 || pointer.segment() > all.length) {
            throw new StoreException("the index refers to " + directory.resolve(fileName(pointer.segment()))
                    + ", which does not exist: restore it, or delete the datadir and read the topic again");
        }
        StoreFile file = all[pointer.segment() - 1];
        byte[] value = new byte[pointer.length()];
        if (!file.read(ByteBuffer.wrap(value), pointer.offset()) || Slot.checksum(value) != pointer.checksum()) {
            throw new StoreException(file.path() + " is damaged: the " + pointer.length() + " bytes at offset "
                    + pointer.offset()
                    + " differ from those that were written. Restore the file from a copy, or delete the"
                    + " datadir and read the topic again");
        }
        return value;
    }

    /** Forces all batches to disk. */
    void force() {
        checkWhole();
        try {
            last().force();
        } catch (StoreException e) {
            // It is now unknown what reached the disk, and a retry would not find out.
            broken = e.getMessage();
            throw new StoreException(StoreException.Remedy.RESTART, broken + ": check the disk, then restart", e);
        }
    }

    /** Returns the end of the last batch. */
    JournalPosition end() {
        return end;
    }

    /** Returns the length in bytes of the batches appended since the journal was opened. */
    long bytesAppended() {
        return bytesAppended;
    }

    /** Returns the length of all segments in bytes. */
    long bytes() {
        long bytes = 0;
        for (StoreFile segment : segments) {
            bytes += segment.length();
        }
        return bytes;
    }

    @Override
    public void close() {
        for (StoreFile segment : segments) {
            segment.close();
        }
    }

    private void checkWhole() {
        if (broken != null) {
            throw new StoreException(
                    StoreException.Remedy.RESTART,
                    "writing has stopped because " + broken + ": check the disk, then restart");
        }
    }

    private StoreFile last() {
        return segments[end.segment() - 1];
    }

    private void roll() {
        force();
        int number = end.segment() + 1;
        StoreFile[] more = Arrays.copyOf(segments, number);
        more[number - 1] = create(directory, number, end.offset());
        segments = more;
        end = new JournalPosition(number, SegmentHeader.LENGTH, end.sequence());
    }

    private byte[][] writeFrame(StoreFile file, List<Write> writes, long length) {
        FrameOutput output = new FrameOutput(file, end.offset());
        Frame.putHeader(output.room(Frame.HEADER_LENGTH), length, end.sequence() + 1, writes.size());
        byte[][] slots = new byte[writes.size()][];
        for (int i = 0; i < slots.length; i++) {
            Write write = writes.get(i);
            byte[] value = write.value();
            Frame.putOp(output.room(Frame.OP_LENGTH), write);
            output.put(write.key());
            if (value == null) {
                slots[i] = Slot.deleted();
            } else {
                slots[i] = Frame.slot(end.segment(), output.position(), value);
                output.put(value);
            }
        }
        output.finish();
        return slots;
    }

    private void undo(StoreFile file, StoreException cause) {
        try {
            file.truncate(end.offset());
        } catch (StoreException e) {
            cause.addSuppressed(e);
            broken = cause.getMessage();
        }
    }

    /** Buffers a frame, writes it in large chunks and computes its checksum. */
    private final class FrameOutput {
        private final StoreFile file;
        private long written;

        FrameOutput(StoreFile file, long start) {
            this.file = file;
            this.written = start;
            buffer.clear();
            checksum.reset();
        }

        /** Returns the file offset of the next byte. */
        long position() {
            return written + buffer.position();
        }

        /** Returns the buffer with room for at least {@code bytes} bytes. */
        ByteBuffer room(int bytes) {
            if (buffer.remaining() < bytes) {
                drain();
            }
            return buffer;
        }

        void put(byte[] bytes) {
            for (int from = 0; from < bytes.length; ) {
                int length = Math.min(room(1).remaining(), bytes.length - from);
                buffer.put(bytes, from, length);
                from += length;
            }
        }

        void finish() {
            if (buffer.remaining() < Frame.TRAILER_LENGTH) {
                drain();
            }
            checksum.update(buffer.duplicate().flip());
            buffer.putInt((int) checksum.getValue());
            write();
        }

        private void drain() {
            checksum.update(buffer.duplicate().flip());
            write();
        }

        private void write() {
            buffer.flip();
            int length = buffer.remaining();
            file.write(buffer, written);
            written += length;
            buffer.clear();
        }
    }
}

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
 * All batches in the order in which they were written, in append-only files {@code 000001.log}, {@code 000002.log} …, the
 * segments. It is the store's write-ahead log and at the same time the place where longer values stay. Every segment but the
 * last has reached the disk. Reads from any thread, writes from one.
 */
final class Journal implements AutoCloseable {
    /**
     * An end of a batch.
     *
     * @param segment number of the file
     * @param offset in it, behind the batch
     * @param sequence number of the batch, counted from 1
     */
    record Position(int segment, long offset, long sequence) {
        static final Position START = new Position(1, SegmentHeader.LENGTH, 0);
        private static final int LENGTH = 20;

        byte[] encode() {
            return ByteBuffer.allocate(LENGTH)
                    .putInt(segment)
                    .putLong(offset)
                    .putLong(sequence)
                    .array();
        }

        static Position decode(byte[] bytes) {
            if (bytes.length != LENGTH) {
                throw new StoreException(
                        "the index is damaged: a journal position has " + LENGTH + " bytes, not " + bytes.length);
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return new Position(buffer.getInt(), buffer.getLong(), buffer.getLong());
        }
    }

    private static final int BUFFER_LENGTH = 1 << 20;
    /** A frame's length is an int, and a segment that is almost full may get one more frame. */
    private static final long BATCH_BYTES_MAX = 1 << 30;

    private final Path directory;
    private final long segmentBytes;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_LENGTH);
    private final CRC32C checksum = new CRC32C();
    // Segment n is at index n - 1.
    private volatile StoreFile[] segments;
    private volatile Position end;
    private long bytesAppended;
    private @Nullable String broken;

    /**
     * An opened journal.
     *
     * @param segments all, the last one open for more
     * @param end of the last batch in it
     */
    Journal(Path directory, long segmentBytes, List<StoreFile> segments, Position end) {
        this.directory = directory;
        this.segmentBytes = segmentBytes;
        this.segments = segments.toArray(StoreFile[]::new);
        this.end = end;
    }

    static String fileName(int segment) {
        return String.format(Locale.ROOT, "%06d.log", segment);
    }

    /** Opens one more segment; returns when the disk knows of it. */
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
     * Appends a batch; when this returns, it survives the end of the process. If it throws, the journal is as before.
     *
     * @param writes in ascending order, each key once
     * @return the slot of each
     */
    byte[][] append(List<Write> writes) {
        checkWhole();
        long length = Frame.length(writes);
        if (length > BATCH_BYTES_MAX) {
            throw new StoreException("a batch of " + length + " bytes is too large: the most is " + BATCH_BYTES_MAX);
        }
        if (end.offset() >= segmentBytes) {
            roll();
        }
        StoreFile file = last();
        try {
            byte[][] slots = writeFrame(file, writes, length);
            end = new Position(end.segment(), end.offset() + length, end.sequence() + 1);
            bytesAppended += length;
            return slots;
        } catch (StoreException e) {
            undo(file, e);
            throw e;
        }
    }

    /** The value at {@code pointer}. Throws StoreException if its bytes are not those that were written. */
    byte[] read(Slot.Pointer pointer) {
        StoreFile[] all = segments;
        if (pointer.segment() < 1 || pointer.segment() > all.length) {
            throw new StoreException("the index points into " + directory.resolve(fileName(pointer.segment()))
                    + ", which is not there: bring it back, or delete the datadir and follow the topic again");
        }
        StoreFile file = all[pointer.segment() - 1];
        byte[] value = new byte[pointer.length()];
        if (!file.read(ByteBuffer.wrap(value), pointer.offset()) || Slot.checksum(value) != pointer.checksum()) {
            throw new StoreException(file.path() + " is damaged: the " + pointer.length() + " bytes at offset "
                    + pointer.offset() + " are not those that were written. Bring it back from a copy, or delete the"
                    + " datadir and follow the topic again");
        }
        return value;
    }

    /** Returns when the disk has all batches. */
    void force() {
        checkWhole();
        try {
            last().force();
        } catch (StoreException e) {
            // What reached the disk is unknown after this, and a second try would not tell.
            broken = e.getMessage();
            throw new StoreException(StoreException.Remedy.RESTART, broken + ": restart, and look at the disk", e);
        }
    }

    /** The end of the last batch. */
    Position end() {
        return end;
    }

    /** Length of the batches appended since this was opened. */
    long bytesAppended() {
        return bytesAppended;
    }

    /** Length of all segments. */
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
                    "nothing more is written since " + broken + ": restart, and look at the disk");
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
        end = new Position(number, SegmentHeader.LENGTH, end.sequence());
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

    /** Gathers a frame's bytes and their checksum, and writes them in large pieces. */
    private final class FrameOutput {
        private final StoreFile file;
        private long written;

        FrameOutput(StoreFile file, long start) {
            this.file = file;
            this.written = start;
            buffer.clear();
            checksum.reset();
        }

        /** Where the next byte goes in the file. */
        long position() {
            return written + buffer.position();
        }

        /** The buffer with room for a few bytes. */
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

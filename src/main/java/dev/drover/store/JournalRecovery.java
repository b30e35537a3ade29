package dev.drover.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the journal of the previous run. Replays the batches after a given position, which may be missing from the index. An
 * incomplete batch at the end, which a power failure leaves, is truncated. Any other inconsistency means that the files were
 * damaged or changed, and opening fails.
 */
final class JournalRecovery {
    /** Receives the replayed batches, oldest first. */
    interface Replay {
        /**
         * Receives the next batch.
         *
         * @param bytes length of the batch in the journal
         * @param end position after the batch
         */
        void batch(Run batch, long bytes, JournalPosition end);
    }

    private static final Logger LOG = LoggerFactory.getLogger(JournalRecovery.class);

    private final Path directory;
    private final List<StoreFile> segments = new ArrayList<>();

    private JournalRecovery(Path directory) {
        this.directory = directory;
    }

    /**
     * Opens the journal in a directory, which is created if it does not exist.
     *
     * @param from position up to which the index contains the journal
     * @param segmentBytes length at which a new segment is started
     */
    static Journal open(Path directory, JournalPosition from, long segmentBytes, Replay replay) {
        JournalRecovery recovery = new JournalRecovery(directory);
        try {
            recovery.openSegments(from);
            JournalPosition end = recovery.replay(from, replay);
            return new Journal(directory, segmentBytes, recovery.segments, end);
        } catch (RuntimeException | IOException e) {
            recovery.segments.forEach(StoreFile::close);
            throw e instanceof StoreException known
                    ? known
                    : new StoreException("cannot open the journal in " + directory + ": " + e, e);
        }
    }

    private void openSegments(JournalPosition from) throws IOException {
        Files.createDirectories(directory);
        int count;
        try (Stream<Path> files = Files.list(directory)) {
            count = (int) files.filter(file -> file.getFileName().toString().matches("[0-9]{6,}\\.log"))
                    .count();
        }
        if (count == 0 && from.equals(JournalPosition.START)) {
            segments.add(Journal.create(directory, 1, 0));
            return;
        }
        for (int number = 1; number <= Math.max(count, from.segment()); number++) {
            Path path = directory.resolve(Journal.fileName(number));
            if (!Files.exists(path)) {
                throw damaged(path, "is missing");
            }
            openSegment(path, number, number == count && (number == 1 || number > from.segment()));
        }
    }

    private void openSegment(Path path, int number, boolean mayBeCut) {
        StoreFile file = StoreFile.open(path);
        segments.add(file);
        long previousLength = number == 1 ? 0 : segments.get(number - 2).length();
        @Nullable SegmentHeader header = SegmentHeader.read(file);
        if (header == null && mayBeCut && file.length() <= SegmentHeader.LENGTH) {
            file.close();
            segments.set(number - 1, Journal.create(directory, number, previousLength));
        } else if (header == null || header.segment() != number) {
            throw damaged(path, "does not have the header of segment " + number);
        } else if (header.previousLength() != previousLength) {
            throw damaged(
                    directory.resolve(Journal.fileName(number - 1)),
                    "has " + previousLength + " bytes, but had " + header.previousLength());
        }
    }

    private JournalPosition replay(JournalPosition from, Replay replay) {
        JournalPosition at = from;
        for (int number = from.segment(); number <= segments.size(); number++) {
            StoreFile file = segments.get(number - 1);
            // Replayed batches go to the index, so they must be on disk first. After a kill they may not be.
            file.force();
            long length = file.length();
            if (number > from.segment()) {
                at = new JournalPosition(number, SegmentHeader.LENGTH, at.sequence());
            }
            if (length < at.offset()) {
                throw damaged(file.path(), "has " + length + " bytes, but the index refers to " + at.offset());
            }
            for (ByteBuffer frame; (frame = Frame.read(file, at, length)) != null; ) {
                Run batch = Frame.decode(frame, at);
                at = new JournalPosition(number, at.offset() + frame.capacity(), at.sequence() + 1);
                replay.batch(batch, frame.capacity(), at);
            }
            if (length > at.offset()) {
                cut(file, at, length, number == segments.size());
            }
        }
        return at;
    }

    private void cut(StoreFile file, JournalPosition end, long length, boolean last) {
        if (!last) {
            throw damaged(file.path(), "has no complete batch at offset " + end.offset());
        }
        LOG.warn(
                "{} ended with {} bytes of an incomplete batch, as after a power failure. It was truncated to {} bytes; the"
                        + " lost data is read from the topic again",
                file.path(),
                length - end.offset(),
                end.offset());
        file.truncate(end.offset());
        file.force();
    }

    private static StoreException damaged(Path path, String what) {
        return new StoreException(path + " " + what + ": the journal was damaged or changed. Restore it from a copy, or"
                + " delete the datadir and read the topic again");
    }
}

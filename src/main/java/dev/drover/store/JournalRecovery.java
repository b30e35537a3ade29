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
 * Opens the journal of the last run. Batches behind a position, those that the index may not have, are handed out again. A
 * tail that is no whole batch is what a loss of power leaves: it is cut off. Anything else that does not fit is damage from
 * outside, and refused.
 */
final class JournalRecovery {
    /** Takes the batches that are handed out again, oldest first. */
    interface Replay {
        /**
         * The next batch.
         *
         * @param bytes its length in the journal
         * @param end behind it
         */
        void batch(Run batch, long bytes, Journal.Position end);
    }

    private static final Logger LOG = LoggerFactory.getLogger(JournalRecovery.class);

    private final Path directory;
    private final List<StoreFile> segments = new ArrayList<>();

    private JournalRecovery(Path directory) {
        this.directory = directory;
    }

    /**
     * Opens the journal in a directory, made if it is not there.
     *
     * @param from the last position that the index knows
     * @param segmentBytes length from which on a new segment is begun
     */
    static Journal open(Path directory, Journal.Position from, long segmentBytes, Replay replay) {
        JournalRecovery recovery = new JournalRecovery(directory);
        try {
            recovery.openSegments(from);
            Journal.Position end = recovery.replay(from, replay);
            return new Journal(directory, segmentBytes, recovery.segments, end);
        } catch (RuntimeException | IOException e) {
            recovery.segments.forEach(StoreFile::close);
            throw e instanceof StoreException known
                    ? known
                    : new StoreException("cannot open the journal in " + directory + ": " + e, e);
        }
    }

    private void openSegments(Journal.Position from) throws IOException {
        Files.createDirectories(directory);
        int count;
        try (Stream<Path> files = Files.list(directory)) {
            count = (int) files.filter(file -> file.getFileName().toString().matches("[0-9]{6,}\\.log"))
                    .count();
        }
        if (count == 0 && from.equals(Journal.Position.START)) {
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
            throw damaged(path, "does not begin like segment " + number);
        } else if (header.previousLength() != previousLength) {
            throw damaged(
                    directory.resolve(Journal.fileName(number - 1)),
                    "has " + previousLength + " bytes and had " + header.previousLength());
        }
    }

    private Journal.Position replay(Journal.Position from, Replay replay) {
        Journal.Position at = from;
        for (int number = from.segment(); number <= segments.size(); number++) {
            StoreFile file = segments.get(number - 1);
            // What is handed out goes to the index: the disk must have it first. After a kill it may not.
            file.force();
            long length = file.length();
            if (number > from.segment()) {
                at = new Journal.Position(number, SegmentHeader.LENGTH, at.sequence());
            }
            if (length < at.offset()) {
                throw damaged(file.path(), "has " + length + " bytes, and the index knows of " + at.offset());
            }
            for (ByteBuffer frame; (frame = Frame.read(file, at, length)) != null; ) {
                Run batch = Frame.decode(frame, at);
                at = new Journal.Position(number, at.offset() + frame.capacity(), at.sequence() + 1);
                replay.batch(batch, frame.capacity(), at);
            }
            if (length > at.offset()) {
                cut(file, at, length, number == segments.size());
            }
        }
        return at;
    }

    private void cut(StoreFile file, Journal.Position end, long length, boolean last) {
        if (!last) {
            throw damaged(file.path(), "has no whole batch at offset " + end.offset());
        }
        LOG.warn(
                "{} ended in {} bytes that are no whole batch, as after a loss of power: cut off at {}; what they held is"
                        + " read from the topic again",
                file.path(),
                length - end.offset(),
                end.offset());
        file.truncate(end.offset());
        file.force();
    }

    private static StoreException damaged(Path path, String what) {
        return new StoreException(
                path + " " + what + ": the journal was changed from outside. Bring it back from a copy,"
                        + " or delete the datadir and follow the topic again");
    }
}

package dev.drover.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.fusesource.leveldbjni.JniDBFactory;
import org.iq80.leveldb.DB;
import org.iq80.leveldb.Options;
import org.iq80.leveldb.Snapshot;

/** Ways to misuse the engine, each run in a process of its own: prints what happened. */
enum Misuse {
    GET_AFTER_CLOSE {
        @Override
        void run(LevelDb db) {
            db.close();
            expectRefusal(() -> db.get(KEY));
        }
    },
    DOUBLE_CLOSE {
        @Override
        void run(LevelDb db) {
            db.close();
            db.close();
        }
    },
    CURSOR_USED_AFTER_CLOSE_OF_THE_DATABASE {
        @Override
        void run(LevelDb db) {
            Cursor cursor = db.scan(KEY, null);
            cursor.next();
            db.close();
            expectRefusal(cursor::key);
            expectRefusal(cursor::value);
            expectRefusal(cursor::next);
            cursor.close();
            cursor.close();
            expectRefusal(() -> db.scan(KEY, null));
        }
    },
    CURSOR_STEPPED_AFTER_ITS_CLOSE {
        @Override
        void run(LevelDb db) {
            Cursor cursor = db.scan(KEY, null);
            cursor.next();
            cursor.close();
            cursor.close();
            expectRefusal(cursor::next);
            db.close();
        }
    },
    SNAPSHOT_RELEASED_AFTER_CLOSE_OF_THE_DATABASE {
        @Override
        void run(LevelDb db) {
            LevelDbSnapshot snapshot = db.snapshot();
            db.close();
            expectRefusal(() -> snapshot.get(KEY));
            snapshot.release();
            expectRefusal(db::snapshot);
        }
    },
    CLOSE_WHILE_OTHERS_READ {
        @Override
        void run(LevelDb db) throws InterruptedException {
            LevelDbSnapshot snapshot = db.snapshot();
            int readers = 8;
            CountDownLatch reading = new CountDownLatch(readers);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < readers; i++) {
                int way = i;
                threads.add(Thread.ofPlatform()
                        .start(() -> expectRefusal(() -> {
                            for (int n = 0; ; n++) {
                                readOnce(db, snapshot, way);
                                if (n == 100) {
                                    reading.countDown();
                                }
                            }
                        })));
            }
            reading.await();
            db.close();
            for (Thread thread : threads) {
                thread.join();
            }
        }
    },
    WRITE_THROUGH_A_WRITTEN_BATCH {
        @Override
        void run(LevelDb db) {
            List<LevelDb.Writer> kept = new ArrayList<>();
            db.write(0, false, kept::add);
            expectRefusal(() -> kept.getFirst().put(KEY, VALUE));
            db.close();
            expectRefusal(() -> db.write(0, false, writer -> writer.put(KEY, VALUE)));
        }
    },
    READ_THROUGH_A_RELEASED_SNAPSHOT {
        @Override
        void run(LevelDb db) {
            LevelDbSnapshot snapshot = db.snapshot();
            Cursor cursor = snapshot.scan(KEY, null);
            snapshot.release();
            expectRefusal(() -> snapshot.get(KEY));
            expectRefusal(() -> snapshot.scan(KEY, null));
            expectRefusal(snapshot::release);
            // The engine keeps what a cursor walks over.
            if (!cursor.next()) {
                throw new AssertionError("the cursor lost its keys");
            }
            db.close();
        }
    },
    FULL_DISK {
        @Override
        void run(LevelDb db) {
            FREE.set(FLOOR + 1000);
            db.write(500, true, writer -> writer.put(KEY, VALUE));
            expectRefusal(() -> db.write(1500, true, writer -> writer.put(KEY, VALUE)));
            FREE.set(FLOOR - 1);
            expectRefusal(() -> db.write(0, true, writer -> writer.put(KEY, VALUE)));
            db.get(KEY);
            FREE.set(1L << 40);
            db.write(1500, true, writer -> writer.put(KEY, VALUE));
            db.close();
        }
    },
    /** The control: the binding without the guard does not survive this. */
    UNGUARDED_SNAPSHOT_AFTER_CLOSE {
        @Override
        void run(LevelDb db) throws IOException {
            db.close();
            DB raw = JniDBFactory.factory.open(Path.of("db").toFile(), new Options());
            Snapshot snapshot = raw.getSnapshot();
            raw.close();
            snapshot.close();
        }
    };

    private static final byte[] KEY = "key".getBytes(US_ASCII);
    private static final byte[] VALUE = "value".getBytes(US_ASCII);
    private static final long FLOOR = 1 << 20;
    private static final AtomicLong FREE = new AtomicLong(1L << 40);

    abstract void run(LevelDb db) throws Exception;

    /** Takes the name of one of these; ends with 0 unless it dies. */
    public static void main(String[] args) throws Exception {
        LevelDb.unpackLibraryInto(Path.of("native").toAbsolutePath());
        FreeSpace space = new FreeSpace(Path.of("db"), FLOOR, FREE::get);
        LevelDb db = LevelDb.open(Path.of("db"), new LevelDb.Settings(true, 0, 0), space);
        db.write(0, false, writer -> {
            for (int i = 0; i < 1000; i++) {
                writer.put(("key" + i).getBytes(US_ASCII), VALUE);
            }
        });
        Misuse.valueOf(args[0]).run(db);
        print("survived");
    }

    private static void readOnce(LevelDb db, LevelDbSnapshot snapshot, int way) {
        switch (way % 4) {
            case 0 -> db.get(KEY);
            case 1 -> snapshot.get(KEY);
            case 2 -> db.snapshot().release();
            default -> {
                try (Cursor cursor = db.scan(KEY, null)) {
                    while (cursor.next()) {
                        cursor.value();
                    }
                }
            }
        }
    }

    private static void expectRefusal(Runnable use) {
        try {
            use.run();
        } catch (StoreException e) {
            print("refused: " + e.getMessage());
            return;
        }
        print("NOT refused");
    }

    private static void print(String line) {
        System.out.println(line);
    }
}

package dev.drover.trial;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A dapp with many subscriptions on one connection, which reads, or does not. */
final class HeavyDapp implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 18;
    private static final long WAITING_NANOS = 2_000_000_000;

    private final CountingDapp dapp;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final boolean reads;
    private volatile boolean ended;

    HeavyDapp(int port, int subscriptions, boolean reads) throws IOException {
        this.reads = reads;
        dapp = CountingDapp.subscribe(port, subscriptions, buffer);
        if (reads) {
            Thread.ofPlatform().name("heavy").daemon().start(this::read);
        }
    }

    /** What became of it, in words. */
    String end() {
        if (!reads) {
            // What the system kept of what was sent, and then the connection's end, if the replica ended it.
            readWaiting();
        }
        return (ended ? "sent away after " : "still there, heard ") + dapp.texts();
    }

    private void read() {
        try {
            while (!ended) {
                ended = dapp.read(buffer) < 0;
            }
        } catch (IOException e) {
            ended = true;
        }
    }

    private void readWaiting() {
        try {
            dapp.channel().configureBlocking(false);
            long end = System.nanoTime() + WAITING_NANOS;
            while (!ended && System.nanoTime() < end) {
                ended = dapp.read(buffer) < 0;
            }
        } catch (IOException e) {
            ended = true;
        }
    }

    @Override
    public void close() throws IOException {
        dapp.close();
    }
}

package dev.drover.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;

/** Many dapps that subscribe to newHeads, read by one thread, and how long after its event each heard of each head. */
final class Dapps implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 18;

    private final Selector selector = Selector.open();
    private final List<CountingDapp> all = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final long[] events;
    private final long[] delays;
    private final Thread reader = Thread.ofPlatform().name("dapps").daemon().unstarted(this::read);
    private volatile int heard;
    private volatile int ended;
    private volatile boolean closed;

    /** @param heads how many they will be told of at most */
    Dapps(int port, int count, int heads) throws IOException {
        events = new long[heads];
        delays = new long[heads * count];
        for (int i = 0; i < count; i++) {
            CountingDapp dapp = CountingDapp.subscribe(port, 1, buffer);
            all.add(dapp);
            dapp.channel().configureBlocking(false);
            dapp.channel().register(selector, SelectionKey.OP_READ, dapp);
        }
    }

    void start() {
        reader.start();
    }

    /** A head is about to be made: the one of this number among those that they are told of. */
    void event(int index) {
        events[index] = System.nanoTime();
    }

    /** How many times a dapp was told of a head. */
    int heard() {
        return heard;
    }

    /** Connections that the replica ended. */
    int ended() {
        return ended;
    }

    /** Times between a head's event and a dapp's hearing of it, in nanoseconds. */
    long[] delays() {
        return java.util.Arrays.copyOf(delays, heard);
    }

    private void read() {
        try {
            while (!closed) {
                selector.select(key -> read((CountingDapp) key.attachment(), key));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // this thread alone writes them
    private void read(CountingDapp dapp, SelectionKey key) {
        int before = dapp.texts();
        try {
            if (dapp.read(buffer) < 0) {
                key.cancel();
                ended++;
            }
        } catch (IOException e) {
            key.cancel();
            ended++;
        }
        long now = System.nanoTime();
        int count = heard;
        for (int i = before; i < dapp.texts(); i++) {
            delays[count++] = now - events[i];
        }
        heard = count;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (CountingDapp dapp : all) {
            dapp.close();
        }
        selector.close();
    }
}

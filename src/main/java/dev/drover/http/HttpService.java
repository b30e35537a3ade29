package dev.drover.http;

import dev.drover.config.HttpConfig;
import dev.drover.head.ServedHeads;
import dev.drover.rpc.Dispatcher;
import dev.drover.rpc.Lanes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/** The parts and statistics that all instances of {@link HttpVerticle} share. Thread-safe. */
public final class HttpService {
    private final HttpConfig config;
    private final Dispatcher dispatcher;
    private final ServedHeads heads;
    private final Lanes lanes;
    private final BooleanSupplier ready;
    private final Duration drain;
    private final AtomicInteger connections = new AtomicInteger();
    private final LongAdder refusedConnections = new LongAdder();
    private volatile int port;

    /**
     * Creates the service.
     *
     * @param lanes the lanes in which large answers are compressed
     * @param ready returns whether the replica is ready for requests; must not block
     * @param drain how long the server waits for running requests when it stops
     */
    public HttpService(
            HttpConfig config,
            Dispatcher dispatcher,
            ServedHeads heads,
            Lanes lanes,
            BooleanSupplier ready,
            Duration drain) {
        this.config = config;
        this.dispatcher = dispatcher;
        this.heads = heads;
        this.lanes = lanes;
        this.ready = ready;
        this.drain = drain;
    }

    /** Returns the port that is listened on, or 0 before that. */
    public int port() {
        return port;
    }

    /** Returns the number of open connections. */
    public int connections() {
        return connections.get();
    }

    /** Returns how many connections were refused because there were too many. */
    public long refusedConnections() {
        return refusedConnections.sum();
    }

    HttpConfig config() {
        return config;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    ServedHeads heads() {
        return heads;
    }

    Lanes lanes() {
        return lanes;
    }

    Duration drain() {
        return drain;
    }

    boolean isReady() {
        return ready.getAsBoolean();
    }

    void listening(int actualPort) {
        port = actualPort;
    }

    /** Counts a new connection. Returns false, and does not count it, if there are too many. */
    boolean opened() {
        if (connections.incrementAndGet() > config.limits().connections()) {
            connections.decrementAndGet();
            refusedConnections.increment();
            return false;
        }
        return true;
    }

    void closed() {
        connections.decrementAndGet();
    }
}

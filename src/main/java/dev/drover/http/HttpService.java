package dev.drover.http;

import dev.drover.config.HttpConfig;
import dev.drover.head.ServedHeads;
import dev.drover.rpc.Dispatcher;
import dev.drover.rpc.Lanes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/** What the instances of {@link HttpVerticle} have in common, and what can be said of them together. Any thread. */
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
     * @param lanes where large answers are compressed
     * @param ready whether the replica is ready for requests; must not block
     * @param drain how long requests may take to be finished when the server stops
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

    /** The port that is listened on; 0 before that. */
    public int port() {
        return port;
    }

    /** Open connections. */
    public int connections() {
        return connections.get();
    }

    /** Connections closed at once because there were too many. */
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

    /** Counts a new connection; false if there are too many: it is not counted then. */
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

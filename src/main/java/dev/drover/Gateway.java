package dev.drover;

import dev.drover.config.Config;
import dev.drover.config.StartupException;
import dev.drover.ops.Readiness;

/**
 * One replica, and the only composition root. It is built in three stages, each of which gets the earlier ones and registers with
 * {@link Lifecycle} how to stop its parts: {@link Storage} opens the store, {@link Following} reads the topic and publishes heads,
 * {@link Serving} answers clients.
 */
public final class Gateway implements AutoCloseable {
    private final Lifecycle lifecycle;
    private final Following following;
    private final Serving serving;

    private Gateway(Lifecycle lifecycle, Following following, Serving serving) {
        this.lifecycle = lifecycle;
        this.following = following;
        this.serving = serving;
    }

    /**
     * Starts a replica and returns when its ports are open; it may still be catching up with the topic then. Blocks.
     *
     * @throws StartupException if the replica cannot start; the parts that were started have been stopped
     */
    public static Gateway start(Config config) {
        return start(config, HeadSource.of(config));
    }

    /** Starts a replica with another head source. */
    static Gateway start(Config config, HeadSource.Factory heads) {
        Lifecycle lifecycle = new Lifecycle();
        try {
            Storage storage = Storage.open(config, lifecycle);
            Following following = Following.start(config, storage, heads, lifecycle);
            return new Gateway(lifecycle, following, Serving.start(config, storage, following, lifecycle));
        } catch (RuntimeException e) {
            lifecycle.close();
            throw e;
        }
    }

    /** Returns the port of HTTP JSON-RPC. */
    public int httpPort() {
        return serving.http().port();
    }

    /** Returns the port of WebSocket JSON-RPC; HTTP's if both share one. */
    public int wsPort() {
        return serving.wsPort();
    }

    /** Returns the operators' port. */
    public int opsPort() {
        return following.ops().port();
    }

    /** Returns the offset of the newest record that was read, or -1 before the first. */
    public long offset() {
        return following.stats().offset();
    }

    /** Returns whether load balancers should send clients to this replica, and why not. */
    public Readiness readiness() {
        return following.readiness();
    }

    /**
     * Reports that the replica is stopping, lets requests finish for up to {@code --shutdown.timeout}, leaves the pool, writes what
     * was read and closes everything. Blocks; a second call does nothing.
     */
    @Override
    public void close() {
        lifecycle.close();
    }
}

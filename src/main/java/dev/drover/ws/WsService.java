package dev.drover.ws;

import dev.drover.config.WsConfig;
import dev.drover.head.HeadFeed;
import dev.drover.rpc.Dispatcher;

/** What the instances of {@link WsVerticle} have in common. Any thread. */
public final class WsService {
    private final WsConfig config;
    private final Origins origins;
    private final Dispatcher dispatcher;
    private final HeadFeed feed;
    private final WsStats stats = new WsStats();
    private final Announcements announcements = new Announcements();
    private volatile int port;

    /**
     * @param feed announces the heads that requests are answered from
     */
    public WsService(WsConfig config, Dispatcher dispatcher, HeadFeed feed) {
        this.config = config;
        this.origins = Origins.of(config.origins());
        this.dispatcher = dispatcher;
        this.feed = feed;
    }

    /** What all sessions do, in numbers. */
    public WsStats stats() {
        return stats;
    }

    /** The port that is listened on; 0 before that. */
    public int port() {
        return port;
    }

    WsConfig config() {
        return config;
    }

    Origins origins() {
        return origins;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    HeadFeed feed() {
        return feed;
    }

    Announcements announcements() {
        return announcements;
    }

    void listening(int actualPort) {
        port = actualPort;
    }
}

package dev.drover.ws;

import dev.drover.config.WsConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one server instance: takes requests that ask for a WebSocket and announces heads to those who subscribed.
 * Belongs to one event loop, on which all methods are called; of a server of its own ({@link WsVerticle}) or of the HTTP
 * server's, where both share a port.
 */
public final class WsEndpoint {
    /** Clients that do not connect again after 1000 or 1001, such as web3.js, do after this. */
    private static final short SERVICE_RESTART = 1012;

    private static final String STOPPING = "the server restarts: connect again";
    /** How often silence is looked for, in parts of the ping interval. */
    private static final int SWEEPS = 10;

    private static final long SYNC_LOOK_MILLIS = 1_000;

    private final Vertx vertx;
    private final WsService service;
    private final Origins origins;
    private final Set<WsSession> sessions = new LinkedHashSet<>();
    private @Nullable Fanout fanout;
    private @Nullable Subscriptions subscriptions;
    private long sweeper = -1;
    private long syncLooker = -1;
    private boolean stopped;

    /** An endpoint without sessions. */
    public WsEndpoint(Vertx vertx, WsService service) {
        this.vertx = vertx;
        this.service = service;
        this.origins = service.origins();
    }

    /** Puts what WebSockets need into a server's options. */
    public void configure(HttpServerOptions options) {
        int largest = service.config().limits().messageMaxBytes();
        options.setMaxWebSocketFrameSize(largest)
                .setMaxWebSocketMessageSize(largest)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false);
    }

    /** Begins to hear of heads. */
    public Future<Void> start() {
        Fanout news = new Fanout(vertx.getOrCreateContext(), service.stats());
        WsService.Chain chain = service.chain();
        // What is told from here on comes in a later turn.
        news.startAfter(service.join(news));
        SyncStatus syncing = new SyncStatus(chain.heads(), chain.catchUp(), news);
        syncLooker = vertx.setPeriodic(SYNC_LOOK_MILLIS, ignored -> syncing.look());
        fanout = news;
        subscriptions = new Subscriptions(vertx, service, news, syncing);
        long interval = service.config().limits().pingInterval().toMillis();
        sweeper = vertx.setPeriodic(Math.max(1, interval / SWEEPS), ignored -> sweep());
        return Future.succeededFuture();
    }

    /** Answers a request that asks for a WebSocket. */
    public void upgrade(HttpServerRequest request) {
        WsConfig.Limits limits = service.config().limits();
        WsStats stats = service.stats();
        if (!origins.allow(request.getHeader(HttpHeaders.ORIGIN))) {
            stats.drop(WsStats.Dropped.ORIGIN);
            request.response().setStatusCode(403).end("origin not allowed\n");
        } else if (stopped || !stats.opened(limits.connections())) {
            stats.drop(WsStats.Dropped.TOO_MANY);
            request.response().setStatusCode(503).end("too many connections\n");
        } else {
            request.toWebSocket().onSuccess(this::opened).onFailure(ignored -> stats.closed());
        }
    }

    /**
     * Takes no more sessions and messages, and ends each session with 1012 (service restart) when its messages are answered
     * and the answers are sent, or the time for that is over.
     */
    public Future<Void> stop() {
        stopped = true;
        vertx.cancelTimer(sweeper);
        vertx.cancelTimer(syncLooker);
        if (fanout != null) {
            service.leave(fanout);
            fanout.close();
        }
        List<Future<Void>> closing = sessions.stream()
                .map(session ->
                        session.drain(service.drain()).eventually(() -> session.close(SERVICE_RESTART, STOPPING)))
                .toList();
        return Future.join(closing).mapEmpty();
    }

    private void opened(ServerWebSocket socket) {
        WsSession session = new WsSession(vertx, socket, service, Objects.requireNonNull(subscriptions));
        sessions.add(session);
        try {
            socket.closeHandler(ignored -> closed(session));
            session.start();
        } catch (RuntimeException e) {
            // It is closed already, and nobody will say so any more.
            closed(session);
            return;
        }
        if (stopped) {
            session.close(SERVICE_RESTART, STOPPING);
        }
    }

    private void closed(WsSession session) {
        if (sessions.remove(session)) {
            try {
                session.closed();
            } finally {
                service.stats().closed();
            }
        }
    }

    private void sweep() {
        long now = System.nanoTime();
        for (WsSession session : List.copyOf(sessions)) {
            session.checkAlive(now);
        }
    }
}

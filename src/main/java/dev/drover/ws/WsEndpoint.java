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
 * The sessions of one server instance: it accepts requests to upgrade to a WebSocket, and serves the subscriptions. It
 * belongs to one event loop, on which all methods must be called: that of a {@link WsVerticle}, or that of an HTTP server
 * which shares its port.
 */
public final class WsEndpoint {
    /** Service restart. Clients such as web3.js reconnect after this code, but not after 1000 or 1001. */
    private static final short SERVICE_RESTART = 1012;

    private static final String STOPPING = "the server restarts: connect again";
    /** How many times per ping interval silent clients are looked for. */
    private static final int SWEEPS = 10;

    private static final long SYNC_LOOK_MILLIS = 1_000;

    private final Vertx vertx;
    private final WsService service;
    private final Origins origins;
    private final Set<WsSession> sessions = new LinkedHashSet<>();
    private @Nullable Feeding feeding;
    private long sweeper = -1;
    private long syncLooker = -1;
    private boolean stopped;

    /** The parts that serve subscriptions. They exist from {@link #start} on. */
    private record Feeding(Fanout fanout, Broadcaster broadcaster, Subscriptions subscriptions) {}

    /** Creates an endpoint without sessions. May be called on any thread. */
    public WsEndpoint(Vertx vertx, WsService service) {
        this.vertx = vertx;
        this.service = service;
        this.origins = service.origins();
    }

    /** Sets the options that WebSockets need. */
    public void configure(HttpServerOptions options) {
        int largest = service.config().limits().messageMaxBytes();
        options.setMaxWebSocketFrameSize(largest)
                .setMaxWebSocketMessageSize(largest)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false);
    }

    /** Begins to receive the steps of the chain. */
    public Future<Void> start() {
        WsStats stats = service.stats();
        WsConfig.Limits limits = service.config().limits();
        Fanout fanout = new Fanout(vertx.getOrCreateContext(), stats);
        Broadcaster broadcaster = new Broadcaster(vertx.getOrCreateContext(), stats);
        SyncStatus syncing =
                new SyncStatus(service.chain().heads(), service.chain().catchUp(), broadcaster);
        Resumption.Source source = new Resumption.Source(vertx, service.reader(), stats, limits);
        feeding = new Feeding(fanout, broadcaster, new Subscriptions(source, fanout, broadcaster, syncing));
        // Steps that are announced from here on arrive in a later turn of the event loop.
        fanout.startAfter(service.join(fanout, broadcaster));
        syncLooker = vertx.setPeriodic(SYNC_LOOK_MILLIS, ignored -> syncing.look());
        long interval = limits.pingInterval().toMillis();
        sweeper = vertx.setPeriodic(Math.max(1, interval / SWEEPS), ignored -> sweep());
        return Future.succeededFuture();
    }

    /** Upgrades a request to a WebSocket, or refuses it. */
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
     * Stops accepting sessions and messages. Closes each session with 1012 (service restart) when its messages are answered
     * and the answers are sent, or the time for that is over.
     */
    public Future<Void> stop() {
        stopped = true;
        vertx.cancelTimer(sweeper);
        vertx.cancelTimer(syncLooker);
        if (feeding != null) {
            service.leave(feeding.fanout(), feeding.broadcaster());
            feeding.fanout().close();
            feeding.broadcaster().close();
        }
        List<Future<Void>> closing = sessions.stream()
                .map(session ->
                        session.drain(service.drain()).eventually(() -> session.close(SERVICE_RESTART, STOPPING)))
                .toList();
        return Future.join(closing).mapEmpty();
    }

    private void opened(ServerWebSocket socket) {
        WsSession session = new WsSession(
                vertx, socket, service, Objects.requireNonNull(feeding).subscriptions());
        sessions.add(session);
        try {
            socket.closeHandler(ignored -> closed(session));
            session.start();
        } catch (RuntimeException e) {
            // The socket is closed already, so the close handler will not be called.
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

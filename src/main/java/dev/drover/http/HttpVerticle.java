package dev.drover.http;

import dev.drover.config.HttpConfig;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One instance of the HTTP server for JSON-RPC. Deploy one per core; it owns its connections and runs on its event loop only.
 */
public final class HttpVerticle extends VerticleBase {
    /** Vert.x lets instances share a port chosen by the system if they listen on the same negative number. */
    private static final int ANY_PORT = -8545;

    private final HttpService service;
    private final @Nullable WebSocketUpgrade upgrade;
    private @Nullable HttpServer server;
    private @Nullable RequestHandler requests;

    /**
     * Creates an instance of {@code service}.
     *
     * @param upgrade accepts WebSockets, for this instance only; null if WebSockets have a separate port
     */
    public HttpVerticle(HttpService service, @Nullable WebSocketUpgrade upgrade) {
        this.service = service;
        this.upgrade = upgrade;
    }

    @Override
    public Future<?> start() {
        HttpConfig config = service.config();
        RequestHandler handler = new RequestHandler(vertx, service);
        requests = handler;
        HttpServerOptions options = options(config);
        if (upgrade != null) {
            upgrade.configure(options);
        }
        HttpServer created = vertx.createHttpServer(options)
                .connectionHandler(this::connected)
                .requestHandler(request -> {
                    if (upgrade != null && asksForWebSocket(request)) {
                        upgrade.upgrade(request);
                    } else {
                        handler.handle(request);
                    }
                });
        server = created;
        Future<Void> ready = upgrade == null ? Future.succeededFuture() : upgrade.start();
        int port = config.port() == 0 ? ANY_PORT : config.port();
        return ready.compose(ignored -> created.listen(port, config.addr()))
                .onSuccess(listening -> service.listening(listening.actualPort()));
    }

    /** Stops accepting connections and requests, and closes each connection when its request is answered. */
    @Override
    public Future<?> stop() {
        if (requests != null) {
            requests.stop();
        }
        Future<Void> closed = server == null
                ? Future.succeededFuture()
                : server.shutdown(service.drain().toMillis(), TimeUnit.MILLISECONDS);
        return upgrade == null ? closed : Future.join(upgrade.stop(), closed);
    }

    private static HttpServerOptions options(HttpConfig config) {
        return new HttpServerOptions()
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) config.limits().idleTimeout().toMillis())
                .setHandle100ContinueAutomatically(true)
                .setHttp2ClearTextEnabled(true)
                // RequestHandler compresses answers, large ones not on the event loop.
                .setCompressionSupported(false);
    }

    private void connected(HttpConnection connection) {
        if (service.opened()) {
            connection.closeHandler(ignored -> service.closed());
        } else {
            connection.close();
        }
    }

    private static boolean asksForWebSocket(HttpServerRequest request) {
        return "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE));
    }
}

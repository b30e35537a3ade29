package dev.drover.ws;

import dev.drover.config.WsConfig;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One instance of the WebSocket server with a separate port. Deploy one per core; it runs on its event loop only. */
public final class WsVerticle extends VerticleBase {
    /** Vert.x lets instances share a port chosen by the system if they listen on the same negative number. */
    private static final int ANY_PORT = -8546;

    private final WsService service;
    private @Nullable HttpServer server;
    private @Nullable WsEndpoint endpoint;

    /** Creates an instance of {@code service}. */
    public WsVerticle(WsService service) {
        this.service = service;
    }

    @Override
    public Future<?> start() {
        WsConfig config = service.config();
        WsEndpoint sessions = new WsEndpoint(vertx, service);
        endpoint = sessions;
        HttpServerOptions options = new HttpServerOptions()
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                // For clients that connect and send no request. Pings keep sessions from being idle.
                .setIdleTimeout(4 * (int) config.limits().pingInterval().toMillis());
        sessions.configure(options);
        HttpServer created = vertx.createHttpServer(options).requestHandler(request -> handle(request, sessions));
        server = created;
        int port = config.port() == 0 ? ANY_PORT : config.port();
        return sessions.start()
                .compose(ignored -> created.listen(port, config.addr()))
                .onSuccess(listening -> service.listening(listening.actualPort()));
    }

    /** Stops accepting connections and ends all sessions, as {@link WsEndpoint#stop} does. */
    @Override
    public Future<?> stop() {
        Future<Void> ended = endpoint == null ? Future.succeededFuture() : endpoint.stop();
        Future<Void> closed = server == null
                ? Future.succeededFuture()
                : server.shutdown(service.drain().toMillis(), TimeUnit.MILLISECONDS);
        return Future.join(ended, closed);
    }

    private static void handle(HttpServerRequest request, WsEndpoint endpoint) {
        if (!"/".equals(request.path())) {
            request.response().setStatusCode(404).end("404 page not found\n");
        } else if ("websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            endpoint.upgrade(request);
        } else {
            request.response()
                    .setStatusCode(426)
                    .putHeader("Upgrade", "websocket")
                    .end("this port speaks WebSocket only\n");
        }
    }
}

package dev.drover;

import dev.drover.http.WebSocketUpgrade;
import dev.drover.ws.WsEndpoint;
import dev.drover.ws.WsService;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/**
 * Serves WebSockets on the HTTP port: connects the two transports, which do not know each other. One per instance of the HTTP
 * server, on its event loop.
 */
public final class SharedPort implements WebSocketUpgrade {
    private final WsEndpoint endpoint;

    /** Creates an endpoint that passes its connections to {@code service}. */
    public SharedPort(Vertx vertx, WsService service) {
        endpoint = new WsEndpoint(vertx, service);
    }

    @Override
    public void configure(HttpServerOptions options) {
        endpoint.configure(options);
    }

    @Override
    public Future<Void> start() {
        return endpoint.start();
    }

    @Override
    public void upgrade(HttpServerRequest request) {
        endpoint.upgrade(request);
    }

    @Override
    public Future<Void> stop() {
        return endpoint.stop();
    }
}

package dev.drover.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/** Accepts the WebSocket requests of one server instance. All methods are called on that instance's event loop. */
public interface WebSocketUpgrade {
    /** Sets the server options that WebSockets need. */
    void configure(HttpServerOptions options);

    /** Starts the endpoint. Called before the first request. */
    Future<Void> start();

    /** Upgrades a request to a WebSocket, or refuses it. */
    void upgrade(HttpServerRequest request);

    /** Ends all sessions. Called when the server stops. */
    Future<Void> stop();
}

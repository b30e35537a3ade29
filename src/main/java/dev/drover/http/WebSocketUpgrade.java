package dev.drover.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/** Takes over the requests of one server instance that ask for a WebSocket. All calls on that instance's event loop. */
public interface WebSocketUpgrade {
    /** Puts what WebSockets need into the server's options. */
    void configure(HttpServerOptions options);

    /** Before the first request. */
    Future<Void> start();

    /** Answers a request that asks for a WebSocket. */
    void upgrade(HttpServerRequest request);

    /** After the server stopped listening: ends all sessions. */
    Future<Void> stop();
}

package dev.drover.http;

import dev.drover.json.Pieces;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.HttpServerConnection;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Sends a body of many pieces no faster than its client takes it: what is sent is free, and what is not waits here, not in the
 * socket's queue. A client that has not taken all of it in time is cut off. On the response's event loop.
 */
final class LargeBody {
    private final Vertx vertx;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Pieces body;
    private final long timer;
    private boolean ended;
    private boolean over;

    LargeBody(Vertx vertx, HttpServerRequest request, Pieces body, Duration timeout) {
        this.vertx = vertx;
        this.request = request;
        this.response = request.response();
        this.body = body;
        this.timer = vertx.setTimer(timeout.toMillis(), ignored -> cut());
    }

    void send() {
        response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(body.length()));
        response.closeHandler(ignored -> end());
        response.exceptionHandler(ignored -> end());
        response.drainHandler(ignored -> pump());
        pump();
    }

    private void pump() {
        // After its end a response must not even be asked whether its queue is full, and its queue drains once more.
        while (!over && !ended && !response.writeQueueFull()) {
            ByteBuffer piece = body.next();
            if (piece == null) {
                return;
            }
            Buffer buffer = Buffer.buffer(piece.remaining()).setBytes(0, piece);
            if (body.isEmpty()) {
                ended = true;
                response.end(buffer).onComplete(ignored -> end());
                return;
            }
            // Should it fail, the connection is gone, and the response says so.
            var unused = response.write(buffer);
        }
    }

    private void cut() {
        if (!over) {
            end();
            if (request.version() == HttpVersion.HTTP_2) {
                // Other answers go over the same connection.
                var unused = response.reset();
            } else if (request.connection() instanceof HttpServerConnection connection) {
                // Vert.x itself would wait until what is written has gone, which a client that does not read prevents
                // for ever.
                var unused = connection.channelHandlerContext().close();
            }
        }
    }

    /** Forgets the rest: this object may be known to the response for as long as its connection lives. */
    private void end() {
        if (!over) {
            over = true;
            vertx.cancelTimer(timer);
            body.clear();
        }
    }
}

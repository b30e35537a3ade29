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
 * Sends a body of many pieces no faster than the client reads it. Pieces that are sent are released; the others wait here
 * instead of in the socket's queue. A client that has not read everything within the write timeout is disconnected. Runs on
 * the response's event loop.
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
        // The drain handler is called once more after the end, when even writeQueueFull would throw.
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
            // If this fails, the connection is gone, which the response reports.
            var unused = response.write(buffer);
        }
    }

    private void cut() {
        if (!over) {
            end();
            if (request.version() == HttpVersion.HTTP_2) {
                // Other streams use the same connection.
                var unused = response.reset();
            } else if (request.connection() instanceof HttpServerConnection connection) {
                // Vert.x would wait until everything is written, which never happens if the client does not read.
                var unused = connection.channelHandlerContext().close();
            }
        }
    }

    /** Releases the remaining pieces: the response may refer to this object as long as its connection lives. */
    private void end() {
        if (!over) {
            over = true;
            vertx.cancelTimer(timer);
            body.clear();
        }
    }
}

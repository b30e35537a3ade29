package dev.drover.http;

import dev.drover.config.HttpConfig;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.function.Consumer;

/**
 * Reads the body of one request within the limits of size and time. A body that turns out to be too long is truncated, which
 * makes it malformed JSON, as in geth. Runs on the request's event loop.
 */
final class BodyReader {
    private final Vertx vertx;
    private final HttpServerRequest request;
    private final HttpConfig.Limits limits;
    private final Consumer<byte[]> handler;
    private Buffer body = Buffer.buffer();
    private long timer = -1;
    private boolean done;

    BodyReader(Vertx vertx, HttpServerRequest request, HttpConfig.Limits limits, Consumer<byte[]> handler) {
        this.vertx = vertx;
        this.request = request;
        this.limits = limits;
        this.handler = handler;
    }

    void read() {
        timer = vertx.setTimer(limits.readTimeout().toMillis(), ignored -> timedOut());
        request.handler(this::append).endHandler(ignored -> finish()).exceptionHandler(ignored -> stop());
    }

    private void append(Buffer chunk) {
        if (done) {
            return;
        }
        int room = limits.bodyMaxBytes() - body.length();
        if (chunk.length() <= room) {
            body.appendBuffer(chunk);
        } else {
            body.appendBuffer(chunk, 0, room);
            if (request.version() != HttpVersion.HTTP_2) {
                // The rest of the body is not read, so the connection cannot be used again.
                request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            }
            finish();
        }
    }

    private void finish() {
        if (!done) {
            stop();
            handler.accept(body.getBytes());
        }
    }

    /** Closes the connection of a client that is too slow, without an answer because there is no complete request. */
    private void timedOut() {
        stop();
        request.connection().close();
    }

    private void stop() {
        done = true;
        vertx.cancelTimer(timer);
    }
}

package dev.drover.ws;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;

/** Detects clients that no longer respond. One per connection, on its event loop. */
final class Pings {
    private final ServerWebSocket socket;
    private final long intervalNanos;
    private long heardNanos = System.nanoTime();
    private boolean pinged;

    Pings(ServerWebSocket socket, Duration interval) {
        this.socket = socket;
        this.intervalNanos = interval.toNanos();
    }

    /** Records that the client sent something. */
    void heard() {
        heardNanos = System.nanoTime();
        pinged = false;
    }

    /** Pings a client that was silent for the interval. Returns true if it did not answer within another interval. */
    boolean isDead(long nowNanos) {
        long silence = nowNanos - heardNanos;
        if (silence < intervalNanos) {
            return false;
        }
        if (!pinged) {
            pinged = true;
            socket.writePing(Buffer.buffer());
            return false;
        }
        return silence >= 2 * intervalNanos;
    }
}

package dev.drover.ws;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;

/** Finds out whether the client of one connection is still there. On the connection's event loop. */
final class Pings {
    private final ServerWebSocket socket;
    private final long intervalNanos;
    private long heardNanos = System.nanoTime();
    private boolean pinged;

    Pings(ServerWebSocket socket, Duration interval) {
        this.socket = socket;
        this.intervalNanos = interval.toNanos();
    }

    /** Something came from the client. */
    void heard() {
        heardNanos = System.nanoTime();
        pinged = false;
    }

    /** Pings a client that has been silent for the interval; returns true if it did not answer for another. */
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

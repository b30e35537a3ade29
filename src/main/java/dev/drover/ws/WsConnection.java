package dev.drover.ws;

import dev.drover.config.WsConfig;
import dev.drover.json.Pieces;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;

/**
 * The sending side of one WebSocket: it sends answers and notifications within the configured bounds, pings the client, and
 * closes the connection with a reason. Runs on the connection's event loop, except {@link #isClosing}.
 */
final class WsConnection {
    static final short NORMAL = 1000;
    private static final short TRY_AGAIN_LATER = 1013;
    private static final long CLOSE_GRACE_MILLIS = 1_000;

    private final Vertx vertx;
    private final ServerWebSocket socket;
    private final WsConfig.Limits limits;
    private final WsStats stats;
    private final WsOutbox outbox;
    private final Pings pings;
    /** Volatile because request lanes check whether the answer is still wanted. */
    private volatile boolean closing;

    WsConnection(Vertx vertx, ServerWebSocket socket, WsConfig.Limits limits, WsStats stats) {
        this.vertx = vertx;
        this.socket = socket;
        this.limits = limits;
        this.stats = stats;
        this.pings = new Pings(socket, limits.pingInterval());
        this.outbox = new WsOutbox(vertx, socket, limits, this::tooSlow);
    }

    /** Sends an answer. Closes the connection if too much is queued already. */
    void answer(Pieces body) {
        if (body.areMany()) {
            closeUnlessQueued(outbox.send(body));
        } else if (!body.isEmpty()) {
            closeUnlessQueued(outbox.send(body.takeAll()));
        }
    }

    /** Sends a notification. Closes the connection if too much is queued already. */
    void deliver(byte[] message) {
        if (!closing) {
            stats.notified();
            closeUnlessQueued(outbox.send(message));
        }
    }

    private void closeUnlessQueued(boolean queued) {
        if (!queued) {
            tooSlow();
        }
    }

    /** Returns whether a notification of this size fits in the half of the queue that notifications may fill. */
    boolean hasRoomFor(long size) {
        return outbox.hasRoomFor(size);
    }

    /** Returns the bytes that the socket has accepted so far. */
    long taken() {
        return outbox.taken();
    }

    /** Returns whether everything that was sent has been written to the socket. */
    boolean isDrained() {
        return outbox.isEmpty();
    }

    /** Returns whether a subscription may hold another notice until its id was sent. Closes the connection if not. */
    boolean mayHold(int held) {
        if (held < limits.queue().messages()) {
            return !closing;
        }
        tooSlow();
        return false;
    }

    /** Closes the connection because the client does not keep up. */
    void tooSlow() {
        drop(WsStats.Dropped.SLOW, TRY_AGAIN_LATER, "reading too slowly");
    }

    /** Closes the connection because a notification cannot be produced. */
    void lost() {
        drop(
                WsStats.Dropped.LOST,
                TRY_AGAIN_LATER,
                "notifications were lost: subscribe again from the last block seen");
    }

    /** Records that the client sent something. */
    void heard() {
        pings.heard();
    }

    /** Pings a client that was silent for the ping interval, and drops one that did not answer within another. */
    void checkAlive(long nowNanos) {
        if (!closing && pings.isDead(nowNanos)) {
            drop(WsStats.Dropped.SILENT, NORMAL, "no answer to a ping");
        }
    }

    /** Returns whether the connection is closing or closed. Any thread. */
    boolean isClosing() {
        return closing;
    }

    /** Sends a close frame, and cuts the connection if the client does not read it in time. */
    Future<Void> close(short code, String reason) {
        closing = true;
        outbox.close();
        long cut = vertx.setTimer(CLOSE_GRACE_MILLIS, ignored -> cut());
        return socket.close(code, reason).onComplete(ignored -> vertx.cancelTimer(cut));
    }

    /** Releases what is queued: the connection is gone. */
    void closed() {
        closing = true;
        outbox.close();
    }

    private void drop(WsStats.Dropped reason, short code, String text) {
        if (!closing) {
            stats.drop(reason);
            close(code, text);
        }
    }

    /** Closes the channel. Vert.x would wait for the close frame to be written, and a client may never read it. */
    private void cut() {
        if (socket instanceof WebSocketInternal internal) {
            var unused = internal.channelHandlerContext().close();
        }
    }
}

package dev.drover.ws;

import dev.drover.config.WsConfig;
import dev.drover.json.Pieces;
import io.netty.buffer.Unpooled;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.http.WebSocketFrameType;
import io.vertx.core.http.impl.ws.WebSocketFrameImpl;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The bounded send queue of one connection. Small messages are written to the socket at once. A large message is written in
 * frames, no faster than the client reads them, and must be taken within the write timeout; later messages wait here in order.
 * Runs on the connection's event loop and never blocks.
 */
final class WsOutbox {
    private final Vertx vertx;
    private final ServerWebSocket socket;
    private final WsConfig.Limits limits;
    private final Runnable tooSlow;
    private final Queue<Message> behind = new ArrayDeque<>();
    private @Nullable Large current;
    private int messages;
    private long bytes;
    private long taken;
    private boolean closed;

    /** @param tooSlow called when a large message is not taken in time */
    WsOutbox(Vertx vertx, ServerWebSocket socket, WsConfig.Limits limits, Runnable tooSlow) {
        this.vertx = vertx;
        this.socket = socket;
        this.limits = limits;
        this.tooSlow = tooSlow;
    }

    private sealed interface Message {
        long size();

        record Text(byte[] utf8) implements Message {
            @Override
            public long size() {
                return utf8.length;
            }
        }

        record Many(Pieces pieces, long size) implements Message {}
    }

    /**
     * Sends a text. Returns false, and does not send it, if the queue is full.
     *
     * @param utf8 must not be modified; may be shared with other connections
     */
    boolean send(byte[] utf8) {
        return send(new Message.Text(utf8));
    }

    /** Returns whether the queue is empty, or would stay at most half full with a message of this size. */
    boolean hasRoomFor(long size) {
        WsConfig.Queue bounds = limits.queue();
        return messages == 0 || messages < bounds.messages() / 2 && bytes + size <= bounds.bytes() / 2;
    }

    /** Returns whether everything was written to the socket. */
    boolean isEmpty() {
        return messages == 0;
    }

    /** Returns the bytes that the socket has accepted so far. */
    long taken() {
        return taken;
    }

    /** Sends a large text. Returns false, and does not send it, if the queue is full. */
    boolean send(Pieces pieces) {
        return send(new Message.Many(pieces, pieces.length()));
    }

    /** Drops everything that is not sent yet. */
    void close() {
        closed = true;
        behind.clear();
        if (current != null) {
            current.end();
        }
    }

    private boolean send(Message message) {
        WsConfig.Queue bounds = limits.queue();
        if (messages >= bounds.messages() || bytes > 0 && bytes + message.size() > bounds.bytes()) {
            return false;
        }
        messages++;
        bytes += message.size();
        if (current == null) {
            write(message);
        } else {
            behind.add(message);
        }
        return true;
    }

    private void write(Message message) {
        switch (message) {
            case Message.Text text ->
                socket.writeFrame(textFrame(text.utf8())).onComplete(ignored -> {
                    messages--;
                    bytes -= message.size();
                    taken += message.size();
                });
            case Message.Many many -> {
                // Not counted in the bytes: the write timeout bounds a large message, the queue what waits behind it.
                bytes -= many.size();
                current = new Large(many.pieces());
                current.begin();
            }
        }
    }

    /** Vert.x creates text frames only from strings, which would be encoded again for every connection. */
    private static WebSocketFrame textFrame(byte[] utf8) {
        return new WebSocketFrameImpl(WebSocketFrameType.TEXT, Unpooled.wrappedBuffer(utf8), true);
    }

    private void next() {
        current = null;
        messages--;
        while (current == null && !behind.isEmpty()) {
            write(behind.remove());
        }
    }

    /** A large message that is being written. */
    private final class Large {
        private final Pieces pieces;
        private final long timer;

        Large(Pieces pieces) {
            this.pieces = pieces;
            this.timer = vertx.setTimer(limits.writeTimeout().toMillis(), ignored -> tooSlow.run());
        }

        void begin() {
            // Vert.x creates the first frame, which has the type, only from a string: an empty one avoids decoding
            // bytes.
            var unused = socket.writeFrame(WebSocketFrame.textFrame("", false));
            socket.drainHandler(ignored -> pump());
            pump();
        }

        private void pump() {
            while (!closed && !socket.writeQueueFull()) {
                ByteBuffer piece = pieces.next();
                if (piece == null) {
                    return;
                }
                taken += piece.remaining();
                Buffer buffer = Buffer.buffer(piece.remaining()).setBytes(0, piece);
                boolean last = pieces.isEmpty();
                var written = socket.writeFrame(WebSocketFrame.continuationFrame(buffer, last));
                if (last) {
                    written.onComplete(ignored -> finish());
                }
            }
        }

        private void finish() {
            vertx.cancelTimer(timer);
            if (!closed) {
                next();
            }
        }

        void end() {
            vertx.cancelTimer(timer);
            pieces.clear();
        }
    }
}

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
 * What waits to be sent to one client, in order. Small messages go to the socket at once, until too much waits there. A large
 * one goes in frames, no faster than the client takes them, and within a time; those after it wait here. On the session's
 * event loop, which waits for nothing.
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
     * Sends a text; false if too much waits already: it is not sent then.
     *
     * @param utf8 must not change any more; may be on its way to others at the same time
     */
    boolean send(byte[] utf8) {
        return send(new Message.Text(utf8));
    }

    /** Whether half of what may wait stays free if this is sent, or nothing waits. */
    boolean hasRoomFor(long size) {
        WsConfig.Queue bounds = limits.queue();
        return messages == 0 || messages < bounds.messages() / 2 && bytes + size <= bounds.bytes() / 2;
    }

    /** Whether all that was sent is with the connection. */
    boolean isEmpty() {
        return messages == 0;
    }

    /** Bytes that the connection took so far. */
    long taken() {
        return taken;
    }

    /** Sends a large text; false if too much waits already: it is not sent then. */
    boolean send(Pieces pieces) {
        return send(new Message.Many(pieces, pieces.length()));
    }

    /** Forgets all that is not sent yet. */
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
                // What waits behind it is bounded by itself: this one has its time.
                bytes -= many.size();
                current = new Large(many.pieces());
                current.begin();
            }
        }
    }

    /** Vert.x makes text frames of strings only, which would be encoded anew for every connection. */
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

    /** A large message on its way. */
    private final class Large {
        private final Pieces pieces;
        private final long timer;

        Large(Pieces pieces) {
            this.pieces = pieces;
            this.timer = vertx.setTimer(limits.writeTimeout().toMillis(), ignored -> tooSlow.run());
        }

        void begin() {
            // Vert.x makes the frame that says "text" of a string: a first one without a byte spares decoding any.
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

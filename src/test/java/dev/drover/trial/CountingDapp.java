package dev.drover.trial;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * One dapp of many: a WebSocket on a bare socket that counts what it is told and looks at nothing, so that thousands of them
 * cost the machine little. Not thread-safe.
 */
final class CountingDapp implements AutoCloseable {
    private static final byte[] HANDSHAKE = String.join(
                    "\r\n",
                    "GET / HTTP/1.1",
                    "Host: localhost",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
                    "",
                    "")
            .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SUBSCRIBE =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_subscribe\",\"params\":[\"newHeads\"]}"
                    .getBytes(StandardCharsets.US_ASCII);
    /** A last fragment; of all frames a replica sends, only texts have any length here. */
    private static final int TEXT = 0x81;

    private static final int PING = 0x89;

    private final SocketChannel channel;
    private int texts;
    /** The header of the frame that comes, as far as it has come. */
    private long header;

    private int headerLength;
    private long rest;

    private CountingDapp(SocketChannel channel) {
        this.channel = channel;
    }

    /** Connects and subscribes; what comes after the last answer is left to {@link #read}. */
    static CountingDapp subscribe(int port, int subscriptions, ByteBuffer buffer) throws IOException {
        SocketChannel channel = SocketChannel.open();
        CountingDapp dapp = new CountingDapp(channel);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        if (subscriptions > 1) {
            // Else the system would keep megabytes for one that does not read.
            channel.setOption(StandardSocketOptions.SO_RCVBUF, 65_536);
        }
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.write(ByteBuffer.wrap(HANDSHAKE));
        buffer.clear();
        while (!StandardCharsets.ISO_8859_1
                .decode(buffer.duplicate().flip())
                .toString()
                .contains("\r\n\r\n")) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the replica does not take a connection");
            }
        }
        for (int i = 0; i < subscriptions; i++) {
            channel.write(masked(TEXT, SUBSCRIBE));
        }
        for (int answers = 0; answers < subscriptions; ) {
            answers += Math.max(0, dapp.read(buffer, true));
        }
        dapp.texts = 0;
        return dapp;
    }

    SocketChannel channel() {
        return channel;
    }

    /** Texts heard. */
    int texts() {
        return texts;
    }

    /** Reads what there is, into a buffer that is only for that; returns how many texts ended; -1: the connection did. */
    int read(ByteBuffer buffer) throws IOException {
        return read(buffer, false);
    }

    private int read(ByteBuffer buffer, boolean once) throws IOException {
        int before = texts;
        int count;
        do {
            buffer.clear();
            count = channel.read(buffer);
            buffer.flip();
            take(buffer);
        } while (count == buffer.capacity() && !once);
        return count < 0 ? -1 : texts - before;
    }

    private void take(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (rest > 0) {
                int part = (int) Math.min(rest, buffer.remaining());
                buffer.position(buffer.position() + part);
                rest -= part;
            } else {
                header = header << 8 | buffer.get() & 0xff;
                headerLength++;
                if (headerLength < 2 || headerLength < lengthOfHeader()) {
                    continue;
                }
                rest = headerLength == 2 ? header & 0x7f : header & 0xffff;
            }
            if (rest == 0) {
                ended((int) (header >> 8 * (headerLength - 1)) & 0xff);
                header = 0;
                headerLength = 0;
            }
        }
    }

    private int lengthOfHeader() {
        int length = (int) (header >> 8 * (headerLength - 2)) & 0x7f;
        if (length == 127) {
            throw new IllegalStateException("a frame of 64 KiB or more");
        }
        return length == 126 ? 4 : 2;
    }

    private void ended(int kind) throws IOException {
        if (kind == TEXT) {
            texts++;
        } else if (kind == PING) {
            channel.write(masked(0x8a, new byte[0]));
        }
    }

    private static ByteBuffer masked(int kind, byte[] payload) {
        return ByteBuffer.allocate(payload.length + 6)
                .put((byte) kind)
                .put((byte) (0x80 | payload.length))
                .putInt(0)
                .put(payload)
                .flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

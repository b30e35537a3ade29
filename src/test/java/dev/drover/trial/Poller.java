package dev.drover.trial;

import dev.drover.trial.HeadOrder.Seen;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A client that polls as fast as it can over one kept connection, asking in turn for the head's number, block, receipts and
 * logs. Its HTTP is only what that takes.
 */
final class Poller implements Runnable {
    private static final String[] CALLS = {
        "\"eth_blockNumber\",\"params\":[]",
        "\"eth_getBlockByNumber\",\"params\":[\"latest\",false]",
        "\"eth_getBlockReceipts\",\"params\":[\"latest\"]",
        "\"eth_getLogs\",\"params\":[{\"fromBlock\":\"latest\",\"toBlock\":\"latest\"}]"
    };
    private static final int TAGS = CALLS.length;
    private static final String TAGS_BATCH = Stream.of("latest", "safe", "finalized")
            .map(tag -> "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_getBlockByNumber\",\"params\":[\"" + tag
                    + "\",false]}")
            .collect(Collectors.joining(",", "[", "]"));
    private static final Pattern HASH = Pattern.compile("\"hash\":\"(0x[0-9a-f]{64})\"");
    private static final Pattern NUMBER = Pattern.compile("\"result\":\"0x([0-9a-f]+)\"");
    private static final Pattern BLOCK = Pattern.compile("\"number\":\"0x([0-9a-f]+)\"");
    private static final Pattern IN_BLOCK = Pattern.compile("\"blockNumber\":\"0x([0-9a-f]+)\"");
    private static final int TIMEOUT_MILLIS = 20_000;

    private final String name;
    private final int port;
    private final HeadOrder order;
    private final TagOrder tags;
    private final PollStats stats;
    private final AtomicBoolean stop;
    private @Nullable Socket socket;
    private @Nullable InputStream in;

    Poller(String name, int port, HeadOrder order, TagOrder tags, PollStats stats, AtomicBoolean stop) {
        this.name = name;
        this.port = port;
        this.order = order;
        this.tags = tags;
        this.stats = stats;
        this.stop = stop;
    }

    /** An answer, as far as it matters. */
    private record Reply(int status, long epoch, long position, long number, String hash, String body) {}

    @Override
    public void run() {
        for (int turn = name.hashCode() & 3; !stop.get(); turn = (turn + 1) % (TAGS + 1)) {
            Seen floor = order.floor();
            long begin = System.nanoTime();
            try {
                Reply reply = ask(turn == TAGS ? TAGS_BATCH : single(CALLS[turn]));
                long nanos = System.nanoTime() - begin;
                if (reply.status == 200 && reply.position >= 0 && (turn == TAGS || !reply.body.contains("\"error\""))) {
                    order.seen(floor, seen(reply, turn), name);
                    stats.answered(nanos);
                } else {
                    stats.refused(reply.status, reply.body);
                    Thread.sleep(5);
                }
            } catch (IOException e) {
                stats.broken();
                close();
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        close();
    }

    /** The head of the answer, by the answer's content; the headers must say the same. */
    private Seen seen(Reply reply, int turn) {
        if (turn == TAGS) {
            return seenTags(reply);
        }
        Matcher number = (turn == 0 ? NUMBER : turn == 1 ? BLOCK : IN_BLOCK).matcher(reply.body);
        long content = number.find() ? Long.parseLong(number.group(1), 16) : reply.number;
        if (content != reply.number) {
            order.violation(name + " got block " + content + " in an answer of head " + reply.number);
        } else if (turn < 2 && !reply.body.contains("\"result\":")) {
            order.violation(name + " got no result at head " + reply.number + ": " + reply.body);
        } else if (reply.body.contains("\"result\":null")) {
            order.violation(name + " got null at head " + reply.number);
        }
        return new Seen(reply.epoch, reply.position, content, reply.hash);
    }

    /** Before the first block is final there are no tags to compare. */
    private Seen seenTags(Reply reply) {
        if (!reply.body.contains("\"error\"")) {
            Matcher numbers = BLOCK.matcher(reply.body);
            Matcher hashes = HASH.matcher(reply.body);
            TagOrder.Block latest = block(numbers, hashes);
            TagOrder.Block safe = block(numbers, hashes);
            TagOrder.Block last = block(numbers, hashes);
            if (latest.number() != reply.number || !latest.hash().equals(reply.hash)) {
                order.violation(name + " got latest " + latest + " in an answer of head " + reply.number);
            }
            String fault = tags.judge(new TagOrder.Tags(reply.epoch, reply.position, latest, safe, last));
            if (fault != null) {
                order.violation(name + " got " + fault);
            }
        }
        return new Seen(reply.epoch, reply.position, reply.number, reply.hash);
    }

    private static TagOrder.Block block(Matcher numbers, Matcher hashes) {
        if (!numbers.find() || !hashes.find()) {
            throw new IllegalStateException("a batch without three blocks");
        }
        return new TagOrder.Block(Long.parseLong(numbers.group(1), 16), hashes.group(1));
    }

    private static String single(String call) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":" + call + "}";
    }

    private Reply ask(String body) throws IOException {
        Socket open = socket;
        if (open == null) {
            open = new Socket(InetAddress.getLoopbackAddress(), port);
            open.setTcpNoDelay(true);
            open.setSoTimeout(TIMEOUT_MILLIS);
            socket = open;
            in = new BufferedInputStream(open.getInputStream(), 16 * 1024);
        }
        open.getOutputStream()
                .write(("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                                + body.length() + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.US_ASCII));
        return read(in);
    }

    private Reply read(@Nullable InputStream from) throws IOException {
        String status = line(from);
        long epoch = 0;
        long position = -1;
        long number = -1;
        String hash = "";
        int length = 0;
        boolean close = false;
        for (String line = line(from); !line.isEmpty(); line = line(from)) {
            String lower = line.toLowerCase(Locale.ROOT);
            String value = line.substring(line.indexOf(':') + 1).trim();
            if (lower.startsWith("x-head-epoch:")) {
                epoch = Long.parseLong(value);
            } else if (lower.startsWith("x-head-position:")) {
                position = Long.parseLong(value);
            } else if (lower.startsWith("x-head-number:")) {
                number = Long.parseLong(value);
            } else if (lower.startsWith("x-head-hash:")) {
                hash = value;
            } else if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(value);
            } else if (lower.startsWith("connection:") && lower.contains("close")) {
                close = true;
            }
        }
        byte[] body = from == null ? new byte[0] : from.readNBytes(length);
        if (body.length < length) {
            throw new IOException("the connection ended inside an answer");
        }
        if (close) {
            close();
        }
        int code = Integer.parseInt(status.substring(9, 12));
        return new Reply(code, epoch, position, number, hash, new String(body, StandardCharsets.UTF_8));
    }

    private static String line(@Nullable InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(80);
        while (true) {
            int c = in == null ? -1 : in.read();
            if (c == '\n') {
                return line.toString(StandardCharsets.ISO_8859_1);
            }
            if (c < 0) {
                throw new IOException("the connection ended");
            }
            if (c != '\r') {
                line.write(c);
            }
        }
    }

    private void close() {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            // It is gone either way.
        }
        socket = null;
        in = null;
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

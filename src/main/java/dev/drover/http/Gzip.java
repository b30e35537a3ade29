package dev.drover.http;

import dev.drover.json.Pieces;
import dev.drover.rpc.Lane;
import dev.drover.rpc.Lanes;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Compresses answers for clients that accept it: medium ones on the event loop, large ones in a lane so that they do not
 * block the event loop. Small answers fit into one packet and are not compressed.
 */
final class Gzip {
    private static final int LEAST_BYTES = 1_000;
    private static final int HERE_MAX_BYTES = 32 * 1024;

    private final Lanes lanes;

    Gzip(Lanes lanes) {
        this.lanes = lanes;
    }

    /** Returns whether an answer is large enough and the client accepts gzip. */
    boolean suits(HttpServerRequest request, Pieces body) {
        if (body.length() < LEAST_BYTES) {
            return false;
        }
        String accepted = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
        return accepted != null && accepted.toLowerCase(Locale.ROOT).contains("gzip");
    }

    /**
     * Compresses a body and consumes it. Completes on the caller's event loop; with null, and without consuming the body, if
     * the lane is too busy.
     */
    Future<@Nullable Pieces> compress(Pieces body) {
        if (body.length() <= HERE_MAX_BYTES) {
            return Future.succeededFuture(compressed(body));
        }
        Context context = Objects.requireNonNull(Vertx.currentContext(), "not on an event loop");
        Promise<@Nullable Pieces> promise = Promise.promise();
        boolean taken = lanes.submit(Lane.READ, () -> {
            try {
                Pieces result = compressed(body);
                context.runOnContext(ignored -> promise.complete(result));
            } catch (RuntimeException | Error e) {
                context.runOnContext(ignored -> promise.fail(e));
            }
        });
        if (!taken) {
            promise.complete(null);
        }
        return promise.future();
    }

    private static Pieces compressed(Pieces body) {
        PieceOutput pieces = new PieceOutput();
        try (GZIPOutputStream out = new FastGzip(pieces)) {
            for (ByteBuffer piece = body.next(); piece != null; piece = body.next()) {
                out.write(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot compress in memory", e);
        }
        return pieces.pieces();
    }

    /** An output stream into pieces in memory. */
    private static final class PieceOutput extends OutputStream {
        private static final int PIECE_BYTES = 64 * 1024;

        private final List<ByteBuffer> full = new ArrayList<>();
        private ByteBuffer last = ByteBuffer.allocate(8 * 1024);

        @Override
        public void write(int value) {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int start, int count) {
            int done = 0;
            while (done < count) {
                if (!last.hasRemaining()) {
                    full.add(last.flip());
                    last = ByteBuffer.allocate(PIECE_BYTES);
                }
                int some = Math.min(count - done, last.remaining());
                last.put(bytes, start + done, some);
                done += some;
            }
        }

        Pieces pieces() {
            full.add(last.flip());
            return new Pieces(full);
        }
    }

    /** Uses the lowest compression level: speed matters more than size. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(PieceOutput out) throws IOException {
            super(out, 8192);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}

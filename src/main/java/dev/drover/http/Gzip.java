package dev.drover.http;

import dev.drover.rpc.Lane;
import dev.drover.rpc.Lanes;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Compresses answers for clients that accept it: middling ones here, large ones in a lane, for an event loop must not stand
 * still meanwhile. Small ones fit one packet anyhow.
 */
final class Gzip {
    private static final int LEAST_BYTES = 1_000;
    private static final int HERE_MAX_BYTES = 32 * 1024;

    private final Lanes lanes;

    Gzip(Lanes lanes) {
        this.lanes = lanes;
    }

    boolean suits(HttpServerRequest request, Buffer body) {
        if (body.length() < LEAST_BYTES) {
            return false;
        }
        String accepted = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
        return accepted != null && accepted.toLowerCase(Locale.ROOT).contains("gzip");
    }

    /** Completes on the caller's event loop; with null if the lane is too busy: then the answer goes as it is. */
    Future<@Nullable Buffer> compress(Buffer body) {
        if (body.length() <= HERE_MAX_BYTES) {
            return Future.succeededFuture(compressed(body));
        }
        Context context = Objects.requireNonNull(Vertx.currentContext(), "not on an event loop");
        Promise<@Nullable Buffer> promise = Promise.promise();
        boolean taken = lanes.submit(Lane.READ, () -> {
            Buffer result = compressed(body);
            context.runOnContext(ignored -> promise.complete(result));
        });
        if (!taken) {
            promise.complete(null);
        }
        return promise.future();
    }

    private static Buffer compressed(Buffer body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length() / 4 + 64);
        try (GZIPOutputStream out = new FastGzip(bytes)) {
            out.write(body.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return Buffer.buffer(bytes.toByteArray());
    }

    /** The lowest level: time matters more than the last bytes. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(ByteArrayOutputStream out) throws IOException {
            super(out, 8192);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}

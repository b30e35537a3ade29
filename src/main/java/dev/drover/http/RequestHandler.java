package dev.drover.http;

import dev.drover.chain.Head;
import dev.drover.config.HttpConfig;
import dev.drover.health.FatalErrors;
import dev.drover.json.Pieces;
import dev.drover.rpc.Answer;
import dev.drover.rpc.Caller;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks and answers requests like geth's HTTP server. One per verticle, on its event loop. */
final class RequestHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);
    private static final Set<String> CONTENT_TYPES =
            Set.of("application/json", "application/json-rpc", "application/jsonrequest");
    private static final CharSequence HEAD_NUMBER = HttpHeaders.createOptimized("X-Head-Number");
    private static final CharSequence HEAD_HASH = HttpHeaders.createOptimized("X-Head-Hash");
    private static final CharSequence HEAD_EPOCH = HttpHeaders.createOptimized("X-Head-Epoch");
    private static final CharSequence HEAD_POSITION = HttpHeaders.createOptimized("X-Head-Position");
    private static final CharSequence HEAD_UNSAFE = HttpHeaders.createOptimized("X-Head-Unsafe");
    private static final CharSequence RETRY_AFTER = HttpHeaders.createOptimized("Retry-After");
    private static final CharSequence MIN_HEAD = HttpHeaders.createOptimized("X-Min-Head");
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence TEXT = HttpHeaders.createOptimized("text/plain; charset=utf-8");
    private static final CharSequence GZIP = HttpHeaders.createOptimized("gzip");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

    private final Vertx vertx;
    private final HttpService service;
    private final HttpConfig.Limits limits;
    private final VirtualHosts hosts;
    private final Cors cors;
    private final Gzip gzip;
    private boolean stopping;

    RequestHandler(Vertx vertx, HttpService service) {
        this.vertx = vertx;
        this.service = service;
        this.limits = service.config().limits();
        this.hosts = new VirtualHosts(service.config().vhosts());
        this.cors = new Cors(
                service.config().corsDomains(), String.join(", ", HEAD_NUMBER, HEAD_HASH, HEAD_EPOCH, HEAD_POSITION));
        this.gzip = new Gzip(service.lanes());
    }

    void handle(HttpServerRequest request) {
        guarded(request, () -> begin(request));
    }

    /** Refuses further requests, and closes each connection after its last answer. */
    void stop() {
        stopping = true;
    }

    /** Runs a step of answering a request. If it fails, the client receives an error. */
    private void guarded(HttpServerRequest request, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            failed(request, e);
        }
    }

    private void failed(HttpServerRequest request, Throwable failure) {
        FatalErrors.exitIfFatal(failure);
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        LOG.error("Cannot answer a request: the client receives an internal error", failure);
        if (response.headWritten()) {
            // Part of the answer was sent. Only closing the connection shows that it is incomplete.
            request.connection().close();
        } else {
            response.headers().remove(HttpHeaders.CONTENT_LENGTH).remove(HttpHeaders.CONTENT_ENCODING);
            response.setStatusCode(500)
                    .putHeader(HttpHeaders.CONTENT_TYPE, TEXT)
                    .end("internal error\n");
        }
    }

    private void begin(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        response.putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
        if (request.version() != HttpVersion.HTTP_2) {
            response.headersEndHandler(ignored -> {
                if (stopping) {
                    response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
                }
            });
        }
        if (stopping) {
            response.putHeader(RETRY_AFTER, "1");
            refuse(response, 503, "shutting down");
        } else if (!"/".equals(request.path())) {
            refuse(response, 404, "404 page not found");
        } else if (cors.isPreflight(request)) {
            cors.answerPreflight(request);
            end(response.setStatusCode(204), service.heads().head(), null);
        } else {
            cors.decorate(request);
            if (!hosts.allow(request.getHeader(HttpHeaders.HOST), request.authority())) {
                refuse(response, 403, "invalid host specified");
            } else {
                route(request);
            }
        }
    }

    private void route(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        HttpMethod method = request.method();
        long length = contentLength(request);
        if (method.equals(HttpMethod.GET) && length <= 0 && request.query() == null) {
            // The health check of a load balancer.
            end(
                    response.setStatusCode(service.isReady() ? 200 : 503),
                    service.heads().head(),
                    null);
        } else if (method.equals(HttpMethod.PUT) || method.equals(HttpMethod.DELETE)) {
            refuse(response, 405, "method not allowed");
        } else if (length > limits.bodyMaxBytes()) {
            refuse(response, 413, "content length too large (" + length + ">" + limits.bodyMaxBytes() + ")");
            // The rest of the body is not read.
            request.connection().close();
        } else if (method.equals(HttpMethod.OPTIONS)) {
            end(
                    response.putHeader(HttpHeaders.CONTENT_TYPE, JSON),
                    service.heads().head(),
                    null);
        } else if (!method.equals(HttpMethod.POST) || !isJson(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
            refuse(response, 415, "invalid content type, only application/json is supported");
        } else if (minHead(request) < 0) {
            refuse(response, 400, MIN_HEAD + " must be a block number");
        } else {
            new BodyReader(vertx, request, limits, body -> guarded(request, () -> answer(request, body))).read();
        }
    }

    private void answer(HttpServerRequest request, byte[] body) {
        AtomicBoolean gone = new AtomicBoolean();
        request.response().closeHandler(ignored -> gone.set(true));
        Caller caller = new Caller(null, minHead(request), gone::get);
        service.dispatcher()
                .dispatch(body, caller)
                .onSuccess(answer -> guarded(request, () -> send(request, answer)))
                .onFailure(failure -> failed(request, failure));
    }

    private void send(HttpServerRequest request, Answer answer) {
        HttpServerResponse response = request.response();
        response.putHeader(HttpHeaders.CONTENT_TYPE, JSON);
        if (answer.kind() == Answer.Kind.UNSAFE) {
            response.putHeader(HEAD_UNSAFE, "1");
        } else if (answer.kind() == Answer.Kind.UNAVAILABLE) {
            response.setStatusCode(503).putHeader(RETRY_AFTER, "1");
        }
        Pieces body = answer.body();
        if (limits.compression() && gzip.suits(request, body)) {
            gzip.compress(body)
                    .onSuccess(compressed -> guarded(request, () -> sendCompressed(request, answer, compressed)))
                    .onFailure(failure -> failed(request, failure));
        } else {
            endAnswer(request, answer.head(), body);
        }
    }

    /** @param compressed null if the lane was too busy to compress the answer */
    private void sendCompressed(HttpServerRequest request, Answer answer, @Nullable Pieces compressed) {
        HttpServerResponse response = request.response();
        response.putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        if (compressed == null) {
            endAnswer(request, answer.head(), answer.body());
        } else {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, GZIP);
            endAnswer(request, answer.head(), compressed);
        }
    }

    private void endAnswer(HttpServerRequest request, @Nullable Head head, Pieces body) {
        HttpServerResponse response = request.response();
        if (body.areMany()) {
            if (!response.closed()) {
                nameHead(response, head);
                new LargeBody(vertx, request, body, limits.writeTimeout()).send();
            }
        } else {
            end(response, head, Buffer.buffer(body.takeAll()));
        }
    }

    private void refuse(HttpServerResponse response, int status, String text) {
        response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, TEXT);
        end(response, service.heads().head(), Buffer.buffer((text + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    private static void end(HttpServerResponse response, @Nullable Head head, @Nullable Buffer body) {
        if (response.closed()) {
            return;
        }
        nameHead(response, head);
        if (body == null) {
            response.end();
        } else {
            response.end(body);
        }
    }

    /** Sets the headers that name the head at which the answer was read. */
    private static void nameHead(HttpServerResponse response, @Nullable Head head) {
        if (head != null) {
            response.putHeader(HEAD_NUMBER, Long.toString(head.number()));
            response.putHeader(HEAD_HASH, head.hash().toString());
            response.putHeader(HEAD_EPOCH, Long.toString(head.epoch()));
            response.putHeader(HEAD_POSITION, Long.toString(head.position()));
        }
    }

    private static long contentLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            return request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null ? 0 : -1;
        }
        try {
            return Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    /** Returns the lowest head that the client accepts, 0 if there is no such header, or -1 if it is not a number. */
    private static long minHead(HttpServerRequest request) {
        String header = request.getHeader(MIN_HEAD);
        if (header == null) {
            return 0;
        }
        try {
            return header.startsWith("0x") ? Long.parseLong(header, 2, header.length(), 16) : Long.parseLong(header);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        int end = contentType.indexOf(';');
        String type = end < 0 ? contentType : contentType.substring(0, end);
        return CONTENT_TYPES.contains(type.trim().toLowerCase(Locale.ROOT));
    }
}

package dev.drover.ops;

import dev.drover.config.OpsConfig;
import dev.drover.config.StartupException;
import dev.drover.head.HeadFeed;
import dev.drover.health.Heartbeats;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The operations server with {@code /liveness}, {@code /readiness} and {@code /metrics}, and the timer of the progress log. Only
 * one instance is deployed.
 */
public final class OpsVerticle extends VerticleBase {
    private static final String JSON = "application/json";

    private final OpsConfig config;
    private final Meters meters;
    private final Readiness readiness;
    private final Heartbeats heartbeats;
    private final ProgressLog progress;
    private final HeadFeed heads;
    private @Nullable HttpServer server;

    /** Creates a server for the address and port of {@code config}. */
    public OpsVerticle(
            OpsConfig config,
            Meters meters,
            Readiness readiness,
            Heartbeats heartbeats,
            ProgressLog progress,
            HeadFeed heads) {
        this.config = config;
        this.meters = meters;
        this.readiness = readiness;
        this.heartbeats = heartbeats;
        this.progress = progress;
        this.heads = heads;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(ProgressLog.TICK.toMillis(), timer -> progress.tick());
        heads.subscribe(progress::head);
        HttpServer created = vertx.createHttpServer(
                        new HttpServerOptions().setHost(config.addr()).setPort(config.port()))
                .requestHandler(this::answer);
        server = created;
        return created.listen()
                .recover(cause -> Future.failedFuture(new StartupException(
                        "cannot listen on " + config.addr() + ":" + config.port() + " for operations ("
                                + cause.getMessage()
                                + "): stop what uses the port, or choose another with --ops.addr and --ops.port",
                        cause)));
    }

    /** Returns the port in use, which the system chose if 0 was configured. Must not be called before the start. */
    public int port() {
        return Objects.requireNonNull(server, "not started").actualPort();
    }

    private void answer(HttpServerRequest request) {
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            request.response()
                    .setStatusCode(405)
                    .putHeader("Allow", "GET, HEAD")
                    .end();
            return;
        }
        switch (Objects.requireNonNullElse(request.path(), "")) {
            case "/liveness" -> status(request, heartbeats.problems());
            case "/readiness" -> status(request, readiness.reasons());
            case "/metrics" -> metrics(request);
            default -> send(request, 404, "text/plain", "/liveness\n/readiness\n/metrics\n");
        }
    }

    private void metrics(HttpServerRequest request) {
        // Some gauges access the disk.
        vertx.executeBlocking(meters::scrape, false)
                .onSuccess(text -> send(request, 200, Meters.CONTENT_TYPE, text))
                .onFailure(cause -> send(request, 500, "text/plain", cause.toString()));
    }

    private static void status(HttpServerRequest request, List<String> reasons) {
        String body = new JsonObject()
                        .put("status", reasons.isEmpty() ? "UP" : "DOWN")
                        .put("reasons", new JsonArray(reasons))
                        .encode()
                + "\n";
        send(request, reasons.isEmpty() ? 200 : 503, JSON, body);
    }

    private static void send(HttpServerRequest request, int code, String type, String body) {
        request.response().setStatusCode(code).putHeader("Content-Type", type).end(body);
    }
}

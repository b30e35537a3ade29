package dev.drover;

import dev.drover.config.Config;
import dev.drover.http.HttpService;
import dev.drover.http.HttpVerticle;
import dev.drover.ws.WsService;
import dev.drover.ws.WsVerticle;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;

/** The clients' ports: HTTP and WebSocket, on two ports or a shared one, with one verticle instance per core. */
final class Servers {
    private Servers() {}

    /** Opens the ports. Both close concurrently, because each may take as long as its longest request. */
    static void start(Vertx vertx, Config config, HttpService http, WsService ws, Lifecycle lifecycle) {
        List<String> deployed = new ArrayList<>();
        lifecycle.onStop(() -> Lifecycle.undeploy(vertx, deployed));
        int instances = Runtime.getRuntime().availableProcessors();
        boolean shared =
                config.ws().port() == config.http().port() && config.http().port() != 0;
        deployed.add(Lifecycle.deploy(
                vertx,
                () -> new HttpVerticle(http, shared ? new SharedPort(vertx, ws) : null),
                instances,
                "cannot listen on " + config.http().addr() + ":" + config.http().port()
                        + " for HTTP: stop what uses the port, or choose another with --http.addr and --http.port"));
        if (!shared) {
            deployed.add(
                    Lifecycle.deploy(
                            vertx,
                            () -> new WsVerticle(ws),
                            instances,
                            "cannot listen on " + config.ws().addr() + ":"
                                    + config.ws().port()
                                    + " for WebSocket: stop what uses the port, or choose another with --ws.addr and --ws.port"));
        }
    }
}

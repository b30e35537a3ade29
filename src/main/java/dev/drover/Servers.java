package dev.drover;

import dev.drover.config.Config;
import dev.drover.http.HttpService;
import dev.drover.http.HttpVerticle;
import dev.drover.ws.WsService;
import dev.drover.ws.WsVerticle;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;

/** The servers for clients: HTTP and WebSocket, on two ports or on one, with an instance of each for every core. */
final class Servers {
    private Servers() {}

    /** Starts them. They stop at the same time, for each may take as long as its longest request. */
    static void start(Vertx vertx, Config config, HttpService http, WsService ws, Parts parts) {
        List<String> deployed = new ArrayList<>();
        parts.add(() -> Parts.undeploy(vertx, deployed));
        int instances = Runtime.getRuntime().availableProcessors();
        boolean shared =
                config.ws().port() == config.http().port() && config.http().port() != 0;
        Parts.deploy(
                vertx,
                () -> new HttpVerticle(http, shared ? new SharedPort(vertx, ws) : null),
                instances,
                "cannot listen on " + config.http().addr() + ":" + config.http().port()
                        + " for HTTP: stop what uses the port, or choose another with --http.addr and --http.port",
                deployed);
        if (!shared) {
            Parts.deploy(
                    vertx,
                    () -> new WsVerticle(ws),
                    instances,
                    "cannot listen on " + config.ws().addr() + ":" + config.ws().port()
                            + " for WebSocket: stop what uses the port, or choose another with --ws.addr and --ws.port",
                    deployed);
        }
    }
}

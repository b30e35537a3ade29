package dev.drover;

import dev.drover.config.Config;
import dev.drover.config.StartupException;
import dev.drover.health.EventLoops;
import dev.drover.health.Heartbeats;
import dev.drover.ops.Meters;
import dev.drover.rpc.Lanes;
import dev.drover.store.LayeredStore;
import dev.drover.store.StoreException;
import io.vertx.core.Vertx;

/**
 * The first stage of a replica: its store, and what all later stages run on.
 *
 * @param meters the metrics, to which each stage binds its own
 * @param vertx the event loops
 * @param heartbeats watch the threads and event loops
 * @param lanes the threads on which requests read the store
 */
record Storage(Meters meters, Vertx vertx, Heartbeats heartbeats, LayeredStore store, Lanes lanes) {
    /** Opens the store. Blocks; throws StartupException if it cannot. */
    static Storage open(Config config, Lifecycle lifecycle) {
        Heartbeats heartbeats = new Heartbeats(config.ops().heartbeatTimeout());
        Meters meters = new Meters();
        lifecycle.onStop(meters::close);
        Vertx vertx = Vertx.builder().withMetrics(meters.vertxMetrics()).build();
        lifecycle.onStop(() -> Lifecycle.await(vertx.close()));
        lifecycle.onStop(EventLoops.watch(vertx, heartbeats)::close);
        LayeredStore store = openStore(config);
        lifecycle.onStop(store::close);
        meters.bindStore(store.stats());
        Lanes lanes = new Lanes(
                config.rpc().readThreads(),
                config.rpc().inflightReads(),
                config.rpc().evm().threads(),
                config.rpc().evm().inflight());
        lifecycle.onStop(lanes::close);
        meters.bindLanes(lanes);
        return new Storage(meters, vertx, heartbeats, store, lanes);
    }

    private static LayeredStore openStore(Config config) {
        try {
            return LayeredStore.open(config.store());
        } catch (StoreException e) {
            throw new StartupException(String.valueOf(e.getMessage()), e);
        }
    }
}

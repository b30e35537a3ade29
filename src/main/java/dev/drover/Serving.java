package dev.drover;

import dev.drover.chain.Senders;
import dev.drover.config.Config;
import dev.drover.head.HeadPublisher;
import dev.drover.http.HttpService;
import dev.drover.ops.Meters;
import dev.drover.pool.live.PoolNotes;
import dev.drover.rpc.Dispatcher;
import dev.drover.rpc.MethodTable;
import dev.drover.rpc.filter.FilterPositions;
import dev.drover.state.States;
import dev.drover.txpool.PendingTopic;
import dev.drover.txpool.PendingTransactions;
import dev.drover.ws.WsService;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The third stage of a replica: answers clients over HTTP and WebSocket. */
record Serving(HttpService http, WsService ws) {
    /** Opens the clients' ports. Blocks; throws StartupException if a port is in use. */
    static Serving start(Config config, Storage storage, Following following, Lifecycle lifecycle) {
        Meters meters = storage.meters();
        States states = new States(config.cache().trieMaxBytes());
        meters.bindStates(states);
        Senders senders = new Senders(config.cache().sendersMax());
        PendingTransactions pending = pendingTransactions(config, storage, lifecycle);
        FilterPositions filters = filterPositions(config, storage, lifecycle);
        MethodTable methods = Methods.all(
                config, senders, states, following::catchUp, following.source().poolStatus(), filters, pending);

        HeadPublisher heads = following.source().publisher();
        Dispatcher dispatcher =
                new Dispatcher(methods, heads, following.feed(), storage.lanes(), config.rpc(), meters.rpcObserver());
        HttpService http = new HttpService(
                config.http(),
                dispatcher,
                heads,
                storage.lanes(),
                following.readiness()::ready,
                config.shutdownTimeout());
        WsService.Chain chain = new WsService.Chain(
                heads,
                following.feed(),
                following::catchUp,
                pending,
                config.rpc().logs().positionMax(),
                senders);
        WsService ws = new WsService(config.ws(), dispatcher, chain, storage.heartbeats(), config.shutdownTimeout());
        lifecycle.onStop(ws::close);
        meters.bindHttp(http);
        meters.bindWs(ws.stats());
        Servers.start(storage.vertx(), config, http, ws, lifecycle);
        return new Serving(http, ws);
    }

    private static @Nullable PendingTransactions pendingTransactions(
            Config config, Storage storage, Lifecycle lifecycle) {
        String topic = config.kafka().txpoolTopic();
        PendingTransactions transactions = new PendingTransactions();
        storage.meters().bindTxpool(transactions);
        if (topic == null) {
            return null;
        }
        PendingTopic reader = new PendingTopic(storage.heartbeats(), config.kafka(), topic, transactions);
        lifecycle.onStop(reader::close);
        return transactions;
    }

    private static FilterPositions filterPositions(Config config, Storage storage, Lifecycle lifecycle) {
        InstantSource clock = InstantSource.system();
        int max = config.cache().filtersMax();
        String pool = config.pool().topic();
        if (pool == null) {
            return FilterPositions.alone(clock, max);
        }
        PoolNotes notes = new PoolNotes(pool, config.kafka(), storage.heartbeats(), FilterPositions.KEPT);
        FilterPositions positions = new FilterPositions(clock, max, notes::tell);
        notes.start(positions::heard);
        lifecycle.onStop(notes::close);
        storage.meters().bindNotes(notes);
        return positions;
    }

    /** Returns the port of WebSocket JSON-RPC; HTTP's if both share one. */
    int wsPort() {
        return ws.port() == 0 ? http.port() : ws.port();
    }
}

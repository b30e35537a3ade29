package dev.drover.testing;

import dev.drover.chain.Header;
import dev.drover.head.HeadChange;
import dev.drover.ws.WsService;
import java.util.concurrent.TimeoutException;

/** A replica of a {@link LogChain} with servers on real sockets, whose chain and announcements are the test's. */
public final class MadeReplica implements AutoCloseable {
    private final InMemoryStore store = new InMemoryStore();
    private final ManualHeads heads = new ManualHeads(store);
    private final RpcServers servers = new RpcServers(RpcServers.twoMethods(), heads);
    private final WsService ws;

    /** A replica without a head. */
    public MadeReplica() {
        this(RpcServers.WS_LIMITS);
    }

    /** The same, with limits. */
    public MadeReplica(dev.drover.config.WsConfig.Limits limits) {
        ws = servers.startWs(limits);
    }

    /** Takes a step and announces it. */
    public void take(LogChain.Step step) {
        takeSilently(step);
        announce(step.change());
    }

    /** Announces a change, whatever the replica has. */
    public void announce(HeadChange change) {
        servers.feed().publish(change);
    }

    /** Takes a step whose announcement is lost. */
    public void takeSilently(LogChain.Step step) {
        step.applyTo(store);
        heads.serve(step.made().getLast().header());
    }

    /** Notes that other replicas served this block first, and this one could not. */
    public void miss(Header header) {
        heads.miss(header);
    }

    /** The WebSocket server. */
    public WsService ws() {
        return ws;
    }

    /** All servers. */
    public RpcServers servers() {
        return servers;
    }

    @Override
    public void close() throws TimeoutException {
        servers.close();
    }
}

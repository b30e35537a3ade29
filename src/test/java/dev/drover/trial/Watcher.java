package dev.drover.trial;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.testing.RpcClient;
import dev.drover.testing.WsClient;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A dapp that hears of a head from one replica and at once asks the others for that block, its receipts and its logs. What a
 * replica has told, every replica knows.
 */
final class Watcher implements Runnable {
    private final Cluster.Member told;
    private final List<Cluster.Member> others;
    private final HeadOrder order;
    private final AtomicLong checks;
    private final AtomicBoolean stop;

    /** @param checks counts the announced heads that were asked for */
    Watcher(Cluster.Member told, List<Cluster.Member> others, HeadOrder order, AtomicLong checks, AtomicBoolean stop) {
        this.told = told;
        this.others = others;
        this.order = order;
        this.checks = checks;
        this.stop = stop;
    }

    @Override
    public void run() {
        List<RpcClient> clients =
                others.stream().map(other -> new RpcClient(other.httpPort())).toList();
        try (WsClient socket = new WsClient(told.wsPort(), null)) {
            socket.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_subscribe\",\"params\":[\"newHeads\"]}");
            socket.next();
            for (int turn = 0; !stop.get(); turn++) {
                JsonNode head = socket.nextJson().path("params").path("result");
                ask(clients.get(turn % clients.size()), head);
                checks.incrementAndGet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (AssertionError e) {
            // The master has no more heads.
        }
    }

    private void ask(RpcClient client, JsonNode head) {
        String number = head.path("number").toString();
        String range = "{\"fromBlock\":" + number + ",\"toBlock\":" + number + "}";
        require(client.call("eth_getBlockByNumber", number, "false"), head);
        require(client.call("eth_getBlockReceipts", number), head);
        require(client.call("eth_getLogs", range), head);
        require(client.call("eth_getBlockByHash", head.path("hash").toString(), "false"), head);
    }

    private void require(JsonNode answer, JsonNode head) {
        if (!answer.hasNonNull("result")) {
            order.violation(told.name() + " told of " + head.path("number") + ", another said " + answer);
        }
    }
}

package dev.drover.ws;

import java.util.ArrayList;
import java.util.List;

/**
 * One subscription of one session. Until the answer that tells the client its id is sent, notifications are kept. On the
 * session's event loop.
 */
final class Subscription {
    private final WsSession session;
    private final String id;
    private List<String> kept = new ArrayList<>();
    private boolean active;

    Subscription(WsSession session, String id) {
        this.session = session;
        this.id = id;
    }

    String id() {
        return id;
    }

    /** Sends {@code result}, JSON, to the client. */
    void deliver(String result) {
        if (active) {
            session.deliver("{\"jsonrpc\":\"2.0\",\"method\":\"eth_subscription\",\"params\":{\"subscription\":\"" + id
                    + "\",\"result\":" + result + "}}");
        } else {
            kept.add(result);
        }
    }

    /** The client knows the id now. */
    void activate() {
        active = true;
        List<String> waiting = kept;
        kept = List.of();
        waiting.forEach(this::deliver);
    }
}

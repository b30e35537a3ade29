package dev.drover.ws;

import dev.drover.chain.Header;
import dev.drover.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One subscription of a connection: what it wants, and the notices held until the client knows its id. Runs on the
 * connection's event loop unless a method says otherwise.
 */
final class Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);

    private final WsConnection connection;
    private final String id;
    private final Interest interest;
    private List<Notice> held = new ArrayList<>();
    private boolean active;
    private boolean ended;

    Subscription(WsConnection connection, String id, Interest interest) {
        this.connection = connection;
        this.id = id;
        this.interest = interest;
    }

    String id() {
        return id;
    }

    Interest interest() {
        return interest;
    }

    /** Sends a notice, or holds it until {@link #activate}. Ignores it once the subscription has ended. */
    void deliver(Notice notice) {
        if (ended) {
            return;
        }
        if (active) {
            connection.deliver(notice.message(id));
        } else if (connection.mayHold(held.size())) {
            held.add(notice);
        }
    }

    /** Returns a notice with the receipts of a block that this subscription wants, or null if there are none. Any thread. */
    @Nullable Notice wanted(List<NoticeReader.ReceiptNotice> receipts) {
        if (!(interest instanceof Interest.Receipts wanted)) {
            return null;
        }
        List<byte[]> results = receipts.stream()
                .filter(receipt ->
                        wanted.transactions().isEmpty() || wanted.transactions().contains(receipt.transaction()))
                .map(receipt -> receipt.notice().result())
                .toList();
        return results.isEmpty() ? null : Notice.of(array(results));
    }

    /** Returns the logs of a block that this subscription wants. Any thread. */
    List<Notice> wanted(Header block, List<NoticeReader.LogNotice> logs) {
        if (!mayWantLogsOf(block) || !(interest instanceof Interest.Logs wanted)) {
            return List.of();
        }
        return logs.stream()
                .filter(log -> wanted.criteria().matches(log.log()))
                .map(NoticeReader.LogNotice::notice)
                .toList();
    }

    /** Returns whether this subscription may want logs of a block, by the block's bloom filter. Any thread. */
    boolean mayWantLogsOf(Header block) {
        return interest instanceof Interest.Logs wanted
                && block.number() <= wanted.last()
                && wanted.blooms().mayMatch(block.bloom());
    }

    /** Sends the notices held so far. Called when the answer with the id was sent. */
    void activate() {
        active = true;
        List<Notice> waiting = held;
        held = List.of();
        waiting.forEach(this::deliver);
    }

    /** Returns whether the client knows the id. */
    boolean isActive() {
        return active;
    }

    /** Returns whether the subscription has ended. Other threads may see a stale value. */
    boolean ended() {
        return ended;
    }

    /** Runs an action for this subscription. If it fails, only this connection is closed. */
    void attempt(Consumer<Subscription> action) {
        try {
            action.accept(this);
        } catch (RuntimeException | Error e) {
            LOG.error("Cannot notify a subscriber: its connection is closed, other subscribers are not affected", e);
            fail();
        }
    }

    /** Closes the connection because a notice cannot be produced: the client must notice the gap. */
    void fail() {
        if (!ended) {
            connection.lost();
        }
    }

    /** Ends the subscription and drops the notices it holds. */
    void end() {
        ended = true;
        held = List.of();
    }

    private static Json array(List<byte[]> values) {
        return out -> {
            out.beginArray();
            values.forEach(out::raw);
            out.endArray();
        };
    }
}

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
 * One subscription of one session. Until the answer that tells the client its id is sent, notices are kept. On the session's
 * event loop.
 */
final class Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);

    private final WsSession session;
    private final String id;
    private final Interest interest;
    private List<Notice> kept = new ArrayList<>();
    private boolean active;
    private boolean ended;

    Subscription(WsSession session, String id, Interest interest) {
        this.session = session;
        this.id = id;
        this.interest = interest;
    }

    String id() {
        return id;
    }

    Interest interest() {
        return interest;
    }

    /** Sends a notice to the client; one of the chain later, if the client reads too slowly. */
    void deliver(Notice notice) {
        if (ended) {
            return;
        }
        if (!active) {
            if (session.mayKeep(kept.size())) {
                kept.add(notice);
            }
            return;
        }
        byte[] message = notice.message(id);
        if (interest.ofTheChain() && !session.isUpToDate(message.length)) {
            session.keep(new Untold(this, notice));
        } else {
            session.deliver(message);
        }
    }

    /** A notice that waits to be sent. */
    record Untold(Subscription subscription, Notice notice) {
        boolean hasRoom() {
            return subscription.session.hasRoomFor(notice.message(subscription.id).length);
        }

        void send() {
            subscription.send(notice);
        }
    }

    private void send(Notice notice) {
        if (!ended) {
            session.deliver(notice.message(id));
        }
    }

    /** Sends those logs of a block that are wanted. */
    void tellLogs(Header block, List<BlockDetails.LogNotice> logs) {
        wanted(block, logs).forEach(this::deliver);
    }

    /** Sends those receipts of a block that are wanted, in one notice; none if there are none. */
    void tellReceipts(List<BlockDetails.ReceiptNotice> receipts) {
        Notice notice = wanted(receipts);
        if (notice != null) {
            deliver(notice);
        }
    }

    /** Those receipts of a block that are wanted, in one notice; null if there are none. Any thread. */
    @Nullable Notice wanted(List<BlockDetails.ReceiptNotice> receipts) {
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

    /** Those logs of a block that are wanted. Any thread. */
    List<Notice> wanted(Header block, List<BlockDetails.LogNotice> logs) {
        if (!mayWantLogsOf(block) || !(interest instanceof Interest.Logs wanted)) {
            return List.of();
        }
        return logs.stream()
                .filter(log -> wanted.criteria().matches(log.log()))
                .map(BlockDetails.LogNotice::notice)
                .toList();
    }

    /** Whether logs of a block may be wanted. Any thread. */
    boolean mayWantLogsOf(Header block) {
        return interest instanceof Interest.Logs wanted
                && block.number() <= wanted.last()
                && wanted.blooms().mayMatch(block.bloom());
    }

    /** The client knows the id now. */
    void activate() {
        active = true;
        List<Notice> waiting = kept;
        kept = List.of();
        waiting.forEach(this::send);
    }

    /** Whether the client knows the id. */
    boolean isActive() {
        return active;
    }

    /** Whether nobody listens any more. Any thread may ask; only the loop gets it right. */
    boolean ended() {
        return ended;
    }

    /** Tells it something. If that goes wrong, its connection is lost, and nobody else's. */
    void attempt(Consumer<Subscription> telling) {
        try {
            telling.accept(this);
        } catch (RuntimeException | Error e) {
            LOG.error("A subscriber cannot be told what it should be", e);
            fail();
        }
    }

    /** It cannot be told what it should be: the client must know. */
    void fail() {
        if (!ended) {
            session.lost();
        }
    }

    /** The session that it is one of. */
    WsSession session() {
        return session;
    }

    /** It was ended by the client or with its connection. */
    void end() {
        ended = true;
        kept = List.of();
    }

    private static Json array(List<byte[]> values) {
        return out -> {
            out.beginArray();
            values.forEach(out::raw);
            out.endArray();
        };
    }
}

package dev.drover.ws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.chain.Hash;
import dev.drover.chain.Header;
import dev.drover.head.HeadChange;
import dev.drover.rpc.RpcException;
import dev.drover.rpc.RpcFault;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The subscriptions of all sessions of one verticle, by kind. On its event loop. */
final class Subscriptions {
    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

    private final Announcements announcements;
    private final WsStats stats;
    private final Set<Subscription> newHeads = new LinkedHashSet<>();
    private @Nullable Hash last;

    Subscriptions(Announcements announcements, WsStats stats) {
        this.announcements = announcements;
        this.stats = stats;
    }

    /** Adds a subscription of a kind. Throws {@link RpcException} if there is no such kind, or its arguments are wrong. */
    void add(String namespace, String kind, List<JsonNode> arguments, Subscription subscription) {
        if (!namespace.equals("eth") || !kind.equals("newHeads")) {
            throw new RpcException(
                    RpcFault.METHOD_NOT_FOUND, "no \"" + kind + "\" subscription in " + namespace + " namespace");
        }
        if (!arguments.isEmpty()) {
            throw new RpcException(RpcFault.INVALID_PARAMS, "too many arguments, want at most 1");
        }
        newHeads.add(subscription);
        stats.subscribed();
    }

    /** Removes subscriptions that were added. */
    void remove(Subscription subscription) {
        if (newHeads.remove(subscription)) {
            stats.unsubscribed(1);
        }
    }

    /** Announces every block that became canonical, oldest first. */
    void headChanged(HeadChange change) {
        expectToFollow(change);
        if (newHeads.isEmpty()) {
            return;
        }
        // A session that is closed for its slowness meanwhile takes its subscriptions out.
        List<Subscription> subscribers = List.copyOf(newHeads);
        for (Header header : change.added()) {
            String json = announcements.newHead(header);
            for (Subscription subscriber : subscribers) {
                subscriber.deliver(json);
            }
        }
    }

    /** Where one change follows on another, the first block told of is the child of the last one that still holds. */
    private void expectToFollow(HeadChange change) {
        Hash before = null;
        if (!change.reverted().isEmpty()) {
            before = change.reverted().getFirst().hash();
        } else if (!change.added().isEmpty()) {
            before = change.added().getFirst().parentHash();
        }
        if (last != null && before != null && !last.equals(before)) {
            stats.missedChange();
            LOG.error("The change to head {} does not follow on {}: announcements were lost", change.head(), last);
        }
        last = change.head().hash();
    }
}

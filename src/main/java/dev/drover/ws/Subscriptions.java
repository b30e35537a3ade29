package dev.drover.ws;

import dev.drover.chain.BlockId;
import dev.drover.rpc.CallContext;
import dev.drover.rpc.RpcException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Adds the subscriptions of one endpoint's sessions to what serves them, and removes them. Runs on its event loop. */
final class Subscriptions {
    private final Resumption.Source source;
    private final Fanout fanout;
    private final Broadcaster broadcaster;
    private final SyncStatus syncing;

    Subscriptions(Resumption.Source source, Fanout fanout, Broadcaster broadcaster, SyncStatus syncing) {
        this.source = source;
        this.fanout = fanout;
        this.broadcaster = broadcaster;
        this.syncing = syncing;
    }

    /** A subscription whose answer is not sent yet. */
    static final class Pending {
        private final Subscription subscription;
        private final ChainFeed feed;
        private final SubscriptionRequest.@Nullable Start start;
        private final int blocksMax;
        /** The last block that the client has seen; null if the subscription is live, or the block is not found yet. */
        private @Nullable BlockId after;

        private Pending(
                Subscription subscription,
                ChainFeed feed,
                SubscriptionRequest.@Nullable Start start,
                int blocksMax,
                @Nullable BlockId after) {
            this.subscription = subscription;
            this.feed = feed;
            this.start = start;
            this.blocksMax = blocksMax;
            this.after = after;
        }

        Subscription subscription() {
            return subscription;
        }

        /** Finds the block where the subscription begins, if that is in the past. Blocks then, so call it in a lane. */
        void findStart(CallContext call) throws RpcException {
            if (start != null) {
                after = MissedSteps.findStart(call.head(), start, blocksMax);
            }
        }
    }

    /** Returns a feed for a new session. */
    ChainFeed newFeed(WsConnection connection) {
        return new ChainFeed(connection, source, fanout::settle);
    }

    /**
     * Adds a subscription. It must be activated when its answer was sent.
     *
     * @param start where it begins; null: with the next block
     */
    Pending add(Subscription subscription, ChainFeed feed, SubscriptionRequest.@Nullable Start start) {
        source.stats().subscribed();
        BlockId after = null;
        if (!subscription.interest().ofTheChain()) {
            broadcaster.add(subscription);
        } else if (start == null && feed.state() == ChainFeed.State.LIVE) {
            fanout.add(subscription, feed);
        } else if (start == null) {
            // A feed is not live only after a first step, so there is a position.
            after = Objects.requireNonNull(fanout.position());
        }
        return new Pending(subscription, feed, start, source.limits().resumeBlocks(), after);
    }

    /**
     * Activates a subscription: the client knows its id now.
     *
     * @return false if its start was not found; it is removed then
     */
    boolean activate(Pending pending) {
        Subscription subscription = pending.subscription;
        BlockId after = pending.after;
        if (pending.start != null && after == null) {
            remove(subscription, pending.feed);
            return false;
        }
        subscription.activate();
        if (after != null) {
            fanout.resume(subscription, pending.feed, after);
        } else if (subscription.interest() instanceof Interest.Syncing) {
            syncing.sendTo(subscription);
        }
        return true;
    }

    /** Ends and removes a subscription. */
    void remove(Subscription subscription, ChainFeed feed) {
        subscription.end();
        fanout.remove(subscription, feed);
        broadcaster.remove(subscription);
        source.stats().unsubscribed(1);
    }
}

package dev.drover.ws;

import dev.drover.chain.BlockId;
import dev.drover.rpc.CallContext;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The subscriptions of all sessions of one endpoint. On its event loop. */
final class Subscriptions {
    private final Vertx vertx;
    private final WsService service;
    private final Fanout fanout;
    private final SyncStatus syncing;

    Subscriptions(Vertx vertx, WsService service, Fanout fanout, SyncStatus syncing) {
        this.vertx = vertx;
        this.service = service;
        this.fanout = fanout;
        this.syncing = syncing;
    }

    /**
     * A subscription whose answer is not sent yet.
     *
     * @param start where it begins; null: with the next block
     * @param resume brings it from there to the present; null if {@code start} is
     */
    record Begun(
            Subscription subscription,
            SubscriptionRequest.@Nullable Start start,
            @Nullable Resume resume) {
        /** Finds where it begins, if that is in the past; in a lane then. */
        void find(CallContext call) {
            if (resume != null && start != null) {
                resume.begin(call.head(), start);
            }
        }
    }

    /** Adds a subscription. What it is told before it is activated waits for that. */
    Begun add(Subscription subscription, SubscriptionRequest.@Nullable Start start) {
        service.stats().subscribed();
        if (start == null) {
            fanout.add(subscription);
            return new Begun(subscription, null, null);
        }
        return new Begun(subscription, start, Resume.of(vertx, service, fanout, subscription));
    }

    /** A client cannot take what a step of the chain brings: at the step's end it falls behind. */
    void cannotFollow(WsSession session) {
        fanout.cannotFollow(session);
    }

    /**
     * A client reads too slowly: its subscriptions hear no more with the others, until they know what these do.
     *
     * @param own all of the client
     * @param untold what the client was not told yet of the chain up to {@code at}
     */
    void fallBehind(Collection<Subscription> own, List<Subscription.Untold> untold, BlockId at) {
        List<Subscription> behind = fanout.withdraw(own);
        if (!behind.isEmpty()) {
            service.stats().fellBehind();
            fanout.add(Resume.ofLate(vertx, service, fanout, behind, untold, at));
        }
    }

    /** The client knows its id now; false if it never began after all, and is removed. */
    boolean activate(Begun begun) {
        Resume resume = begun.resume();
        if (resume != null && !resume.hasBegun()) {
            remove(begun.subscription());
            return false;
        }
        begun.subscription().activate();
        if (resume != null) {
            fanout.add(resume);
        } else if (begun.subscription().interest() instanceof Interest.Syncing) {
            syncing.tell(begun.subscription());
        }
        return true;
    }

    /** Removes a subscription that was added. */
    void remove(Subscription subscription) {
        subscription.end();
        fanout.remove(subscription);
        service.stats().unsubscribed(1);
    }
}

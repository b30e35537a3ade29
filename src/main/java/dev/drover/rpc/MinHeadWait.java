package dev.drover.rpc;

import dev.drover.chain.Head;
import dev.drover.head.HeadChange;
import dev.drover.head.HeadFeed;
import dev.drover.head.ServedHeads;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;

/** Lets requests wait a moment for a head that their client has seen elsewhere. */
final class MinHeadWait {
    private final ServedHeads heads;
    private final HeadFeed feed;
    private final Duration longest;

    MinHeadWait(ServedHeads heads, HeadFeed feed, Duration longest) {
        this.heads = heads;
        this.feed = feed;
        this.longest = longest;
    }

    /** Completes on {@code context}, the caller's own: once the served head has that number, or when the wait is over. */
    Future<Void> await(Context context, long number) {
        if (reached(number) || longest.isZero()) {
            return Future.succeededFuture();
        }
        Vertx vertx = context.owner();
        Promise<Void> over = Promise.promise();
        MessageConsumer<HeadChange> changes = feed.subscribe(change -> {
            if (reached(number)) {
                over.tryComplete();
            }
        });
        long timer = vertx.setTimer(longest.toMillis(), ignored -> over.tryComplete());
        if (reached(number)) {
            // It came between the first look and the subscription.
            over.tryComplete();
        }
        return over.future().onComplete(ignored -> {
            changes.unregister();
            vertx.cancelTimer(timer);
        });
    }

    private boolean reached(long number) {
        Head head = heads.head();
        return head != null && head.number() >= number;
    }
}

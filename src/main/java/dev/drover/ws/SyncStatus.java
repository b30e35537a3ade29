package dev.drover.ws;

import dev.drover.chain.Head;
import dev.drover.head.ServedHeads;
import dev.drover.json.Json;
import dev.drover.rpc.encode.CatchUp;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells subscribers of {@code syncing} how far the replica has come on the way to its topic's end, now and then, and once
 * when it is there (geth: eth/downloader/api.go). On its event loop.
 */
final class SyncStatus {
    /** How often the status is told, in calls of {@link #look}. */
    private static final int LOOKS_BETWEEN = 60;

    private final ServedHeads heads;
    private final Supplier<@Nullable CatchUp> catchUp;
    private final Fanout fanout;
    private boolean done;
    private int looks;

    /** @param catchUp null once the topic was read up to its end; must not block */
    SyncStatus(ServedHeads heads, Supplier<@Nullable CatchUp> catchUp, Fanout fanout) {
        this.heads = heads;
        this.catchUp = catchUp;
        this.fanout = fanout;
    }

    /** Tells one that has just subscribed, and all if the status has changed since the last look. */
    void tell(Subscription subscription) {
        if (hasChanged()) {
            tellAll();
        } else {
            subscription.deliver(Notice.of(status()));
        }
    }

    /** Tells all if it is time to. To be called each second. */
    void look() {
        looks++;
        if (hasChanged() || !done && looks % LOOKS_BETWEEN == 0) {
            tellAll();
        }
    }

    private boolean hasChanged() {
        boolean before = done;
        done = catchUp.get() == null;
        return done != before;
    }

    private void tellAll() {
        Notice notice = Notice.of(status());
        fanout.tell(Interest.Syncing.class, subscription -> subscription.deliver(notice));
    }

    private Json status() {
        CatchUp progress = catchUp.get();
        if (progress == null) {
            return Json.bool(false);
        }
        Head head = heads.head();
        long current = head == null ? progress.startBlock() : head.number();
        return out -> {
            out.beginObject();
            out.name("syncing").bool(true);
            out.name("status");
            progress.writeTo(current, out);
            out.endObject();
        };
    }
}

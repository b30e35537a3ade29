package dev.drover.ws;

import dev.drover.chain.Head;
import dev.drover.head.ServedHeads;
import dev.drover.json.Json;
import dev.drover.rpc.encode.CatchUp;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Notifies subscribers of {@code syncing} of the replica's progress towards the end of its topic, once a minute, and once
 * when it gets there (geth: eth/downloader/api.go). Runs on its endpoint's event loop.
 */
final class SyncStatus {
    /** Calls of {@link #look} between two notifications. */
    private static final int LOOKS_BETWEEN = 60;

    private final ServedHeads heads;
    private final Supplier<@Nullable CatchUp> catchUp;
    private final Broadcaster broadcaster;
    private boolean done;
    private int looks;

    /** @param catchUp returns null once the topic has been read to its end; must not block */
    SyncStatus(ServedHeads heads, Supplier<@Nullable CatchUp> catchUp, Broadcaster broadcaster) {
        this.heads = heads;
        this.catchUp = catchUp;
        this.broadcaster = broadcaster;
    }

    /** Sends the status to a new subscription, or to all if it has changed since the last look. */
    void sendTo(Subscription subscription) {
        if (hasChanged()) {
            sendToAll();
        } else {
            subscription.deliver(Notice.of(status()));
        }
    }

    /** Sends the status to all if it has changed or a minute has passed. Must be called once a second. */
    void look() {
        looks++;
        if (hasChanged() || !done && looks % LOOKS_BETWEEN == 0) {
            sendToAll();
        }
    }

    private boolean hasChanged() {
        boolean before = done;
        done = catchUp.get() == null;
        return done != before;
    }

    private void sendToAll() {
        broadcaster.send(Interest.Syncing.class, Notice.of(status()));
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

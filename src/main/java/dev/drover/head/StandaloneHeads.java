package dev.drover.head;

import dev.drover.chain.Head;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Serves the head of this replica's tracker. Used by a replica without a pool. */
public final class StandaloneHeads implements HeadPublisher {
    private final Consumer<HeadChange> announcer;
    private volatile @Nullable ServedHead current;

    /** Creates a publisher that passes each change to {@code announcer}. */
    public StandaloneHeads(Consumer<HeadChange> announcer) {
        this.announcer = announcer;
    }

    @Override
    public void applied(ServedHead next, @Nullable HeadChange change) {
        // Served before it is announced, so that a client that is notified of a head finds it.
        serve(next);
        if (change != null) {
            announcer.accept(change);
        }
    }

    private void serve(ServedHead next) {
        ServedHead last = current;
        current = next;
        if (last != null) {
            last.release();
        }
    }

    @Override
    public @Nullable ServedHead acquire() {
        while (true) {
            ServedHead served = current;
            // The head can have been freed only if a newer one has replaced it: try again.
            if (served == null || served.retain()) {
                return served;
            }
        }
    }

    @Override
    public @Nullable Head head() {
        ServedHead served = current;
        return served == null ? null : served.head();
    }

    @Override
    public void close() {
        ServedHead last = current;
        current = null;
        if (last != null) {
            last.release();
        }
    }
}

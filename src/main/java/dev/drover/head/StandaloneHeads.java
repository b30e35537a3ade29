package dev.drover.head;

import dev.drover.chain.Head;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Serves the tracker's own head, as a replica does that is alone. */
public final class StandaloneHeads implements HeadPublisher {
    private final Consumer<HeadChange> announcer;
    private volatile @Nullable ServedHead current;

    /** Tells {@code announcer} of each change. */
    public StandaloneHeads(Consumer<HeadChange> announcer) {
        this.announcer = announcer;
    }

    @Override
    public void applied(ServedHead next, @Nullable HeadChange change) {
        // Served before it is announced: whoever hears of a head finds it.
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
            // Freed between the two lines only if a newer head took its place: look again.
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

package dev.drover.head;

import dev.drover.chain.Head;
import org.jspecify.annotations.Nullable;

/** Serves the tracker's own head, as a replica does that is alone. */
public final class TrackerHeads implements ServedHeads {
    private volatile @Nullable ServedHead current;

    /** Serves {@code next} from now on; its count passes to this object. Ingest's thread. */
    public void serve(ServedHead next) {
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

    /** Serves nothing any more and frees the last view. */
    public void close() {
        ServedHead last = current;
        current = null;
        if (last != null) {
            last.release();
        }
    }
}

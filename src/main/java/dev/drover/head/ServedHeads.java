package dev.drover.head;

import dev.drover.chain.Head;
import org.jspecify.annotations.Nullable;

/**
 * Where requests get their head. Without a pool it is the tracker's own; with one it is the head that all replicas agreed
 * on. Any thread; never blocks.
 */
public interface ServedHeads {
    /** The head to answer from, with one count that the caller gives back; null before the first head. */
    @Nullable ServedHead acquire();

    /** The head alone, for headers and gauges; null before the first head. */
    @Nullable Head head();
}

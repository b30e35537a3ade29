package dev.drover.rpc.eth;

import dev.drover.chain.Hash;
import dev.drover.rpc.CallContext;
import dev.drover.rpc.HeadReader;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A cached value that depends on the head alone, kept for the most recently requested head so that polls are answered
 * from memory. Any thread.
 */
final class PerHead<T> {
    private record Entry<T>(Hash head, T value) {}

    private final Function<HeadReader, T> computation;
    private volatile @Nullable Entry<T> last;

    /** @param computation may be expensive and may run more than once for a head */
    PerHead(Function<HeadReader, T> computation) {
        this.computation = computation;
    }

    /** Returns the value for the head of {@code context} if it is cached, else null. Never blocks. */
    @Nullable T find(CallContext context) {
        Entry<T> entry = last;
        return entry != null && entry.head.equals(context.head().head().hash()) ? entry.value : null;
    }

    /** Returns the value for the head of {@code context}, computing it if necessary. Not for event loops. */
    T get(CallContext context) {
        T known = find(context);
        if (known != null) {
            return known;
        }
        T value = computation.apply(HeadReader.of(context));
        last = new Entry<>(context.head().head().hash(), value);
        return value;
    }
}

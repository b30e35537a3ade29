package dev.drover.rpc.eth;

import dev.drover.chain.Hash;
import dev.drover.rpc.CallContext;
import dev.drover.rpc.HeadReader;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A value that follows from the head alone, kept for the head that was asked for last: polls are answered from it. Any thread. */
final class PerHead<T> {
    private record Entry<T>(Hash head, T value) {}

    private final Function<HeadReader, T> computation;
    private volatile @Nullable Entry<T> last;

    /** @param computation need not be cheap; may run more than once for a head */
    PerHead(Function<HeadReader, T> computation) {
        this.computation = computation;
    }

    /** The value for the head of {@code context} if it is in memory, else null. Good for event loops. */
    @Nullable T find(CallContext context) {
        Entry<T> entry = last;
        return entry != null && entry.head.equals(context.head().head().hash()) ? entry.value : null;
    }

    /** The value for the head of {@code context}. Not for event loops. */
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

package dev.drover.ws;

import io.vertx.core.Context;
import java.util.Iterator;
import java.util.function.Consumer;

/** Runs long loops on an event loop in slices, so that no turn of the event loop takes long. */
final class Slices {
    private static final long SLICE_NANOS = 2_000_000;
    /** The clock is read once per so many elements. */
    private static final int STRIDE = 16;

    private Slices() {}

    /**
     * Passes each element to an action, then runs {@code then}. Must be called on the context.
     *
     * @param action must not throw
     */
    static <T> void forEach(Context context, Iterator<T> rest, Consumer<T> action, Runnable then) {
        long end = System.nanoTime() + SLICE_NANOS;
        for (int count = 1; rest.hasNext(); count++) {
            action.accept(rest.next());
            if (count % STRIDE == 0 && System.nanoTime() - end >= 0) {
                context.runOnContext(ignored -> forEach(context, rest, action, then));
                return;
            }
        }
        then.run();
    }
}

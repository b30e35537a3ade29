package dev.drover.health;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The heartbeats of all Vert.x event loops, and thereby of every verticle and server. A timer on each loop beats. Close
 * it before Vert.x.
 */
public final class EventLoops implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EventLoops.class);
    private static final long BEAT_SECONDS = 1;

    private final List<Heartbeat> heartbeats = new ArrayList<>();
    private final List<ScheduledFuture<?>> timers = new ArrayList<>();

    private EventLoops() {}

    /**
     * Starts watching the event loops of {@code vertx}. Also logs every exception that a handler does not catch, and
     * ends the process if it was caused by a lack of memory.
     */
    public static EventLoops watch(Vertx vertx, Heartbeats heartbeats) {
        vertx.exceptionHandler(failure -> {
            FatalErrors.exitIfFatal(failure);
            log.error("An event handler failed", failure);
        });
        EventLoops loops = new EventLoops();
        for (EventExecutor loop : ((VertxInternal) vertx).nettyEventLoopGroup()) {
            Heartbeat heartbeat = heartbeats.register("event-loop-" + loops.heartbeats.size());
            loops.heartbeats.add(heartbeat);
            loops.timers.add(loop.scheduleAtFixedRate(heartbeat::beat, 0, BEAT_SECONDS, TimeUnit.SECONDS));
        }
        return loops;
    }

    @Override
    public void close() {
        timers.forEach(timer -> timer.cancel(false));
        heartbeats.forEach(Heartbeat::close);
    }
}

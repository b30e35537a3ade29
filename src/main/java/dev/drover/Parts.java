package dev.drover;

import dev.drover.config.StartupException;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was started, to be stopped in the reverse order. One thread at a time. */
final class Parts implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Parts.class);

    private final Deque<Runnable> stops = new ArrayDeque<>();

    /** Remembers how to stop what was started last. */
    void add(Runnable stop) {
        stops.push(stop);
    }

    /**
     * Deploys a verticle and waits until it runs.
     *
     * @param trouble what to say if it does not; empty: what it says itself
     */
    void deploy(Vertx vertx, Supplier<? extends Deployable> verticle, int instances, String trouble) {
        List<String> deployed = new ArrayList<>();
        add(() -> undeploy(vertx, deployed));
        deploy(vertx, verticle, instances, trouble, deployed);
    }

    /** Undeploys verticles at the same time, and waits until all have stopped. */
    static void undeploy(Vertx vertx, List<String> deployed) {
        await(Future.join(deployed.stream().map(vertx::undeploy).toList()));
    }

    /** The same, but adds the verticle's id to {@code deployed}, and leaves it to the caller to undeploy it. */
    static void deploy(
            Vertx vertx,
            Supplier<? extends Deployable> verticle,
            int instances,
            String trouble,
            List<String> deployed) {
        try {
            deployed.add(await(vertx.deployVerticle(verticle, new DeploymentOptions().setInstances(instances))));
        } catch (StartupException e) {
            throw e;
        } catch (RuntimeException e) {
            throw trouble.isEmpty() ? e : new StartupException(trouble + " (" + e.getMessage() + ")", e);
        }
    }

    /** Stops all. Blocks; a second call does nothing. */
    @Override
    public void close() {
        while (!stops.isEmpty()) {
            try {
                stops.pop().run();
            } catch (RuntimeException e) {
                log.warn("A part did not stop cleanly", e);
            }
        }
    }

    /** Waits for a future's value. */
    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}

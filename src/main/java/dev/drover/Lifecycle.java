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

/** The parts that were started, which are stopped in reverse order. Not thread-safe. */
final class Lifecycle implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Lifecycle.class);

    private final Deque<Runnable> announcements = new ArrayDeque<>();
    private final Deque<Runnable> stops = new ArrayDeque<>();

    /** Registers a step that runs before the first part is stopped. */
    void beforeStop(Runnable announcement) {
        announcements.add(announcement);
    }

    /** Registers how to stop the part that was started last. */
    void onStop(Runnable stop) {
        stops.push(stop);
    }

    /** Deploys a verticle, blocks until it runs, and registers that it is undeployed. Throws what the verticle's start throws. */
    void deploy(Vertx vertx, Deployable verticle) {
        List<String> deployed = new ArrayList<>();
        onStop(() -> undeploy(vertx, deployed));
        deployed.add(await(vertx.deployVerticle(verticle)));
    }

    /**
     * Deploys instances of a verticle and blocks until they run. The caller undeploys them.
     *
     * @param failure the message of the StartupException that is thrown if an instance does not start
     * @return the deployment's id
     */
    static String deploy(Vertx vertx, Supplier<? extends Deployable> verticle, int instances, String failure) {
        try {
            return await(vertx.deployVerticle(verticle, new DeploymentOptions().setInstances(instances)));
        } catch (StartupException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new StartupException(failure + " (" + e.getMessage() + ")", e);
        }
    }

    /** Undeploys verticles concurrently, and blocks until all have stopped. */
    static void undeploy(Vertx vertx, List<String> deployed) {
        await(Future.join(deployed.stream().map(vertx::undeploy).toList()));
    }

    /** Blocks until the future completes, and returns its value. */
    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Stops all parts. Blocks; a second call does nothing. */
    @Override
    public void close() {
        while (!announcements.isEmpty()) {
            run(announcements.remove());
        }
        while (!stops.isEmpty()) {
            run(stops.pop());
        }
    }

    private static void run(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            log.warn("A part did not stop cleanly", e);
        }
    }
}

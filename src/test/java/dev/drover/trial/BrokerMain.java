package dev.drover.trial;

import dev.drover.broker.EmbeddedBroker;
import java.nio.file.Path;

/** A broker in a process of its own, so that it can be stopped as a whole. Arguments: directory, port. */
public final class BrokerMain {
    private BrokerMain() {}

    /** Runs until it is ended. */
    public static void main(String[] args) throws InterruptedException {
        EmbeddedBroker broker = EmbeddedBroker.start(Path.of(args[0]), Integer.parseInt(args[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
        Thread.currentThread().join();
    }
}

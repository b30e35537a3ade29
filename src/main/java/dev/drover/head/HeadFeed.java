package dev.drover.head;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.function.Consumer;

/**
 * The event-bus channel of head changes, which owns the channel's address and codec. Changes are passed by reference
 * within the process, in the order in which they were published. A change is published after it is durable and served,
 * so a consumer that is notified of a head finds it. The bus may drop changes for a slow consumer: one that needs every
 * block compares parent hashes and reads missing blocks from the store.
 */
public final class HeadFeed {
    private static final String ADDRESS = "drover.head";

    private final Vertx vertx;
    private final DeliveryOptions options =
            new DeliveryOptions().setLocalOnly(true).setCodecName(Codec.NAME);

    /** Opens the channel. Must be called once per Vert.x instance. */
    public HeadFeed(Vertx vertx) {
        this.vertx = vertx;
        vertx.eventBus().registerCodec(new Codec());
    }

    /** Sends a change to all subscribers. Any thread. */
    public void publish(HeadChange change) {
        vertx.eventBus().publish(ADDRESS, change, options);
    }

    /**
     * Calls {@code handler} for each change on the caller's Vert.x context, until the returned consumer is
     * unregistered.
     */
    public MessageConsumer<HeadChange> subscribe(Consumer<HeadChange> handler) {
        return vertx.eventBus().localConsumer(ADDRESS, message -> handler.accept(message.body()));
    }

    private static final class Codec implements MessageCodec<HeadChange, HeadChange> {
        private static final String NAME = "drover.head-change";

        @Override
        public void encodeToWire(Buffer buffer, HeadChange change) {
            throw new UnsupportedOperationException("head changes stay inside the process");
        }

        @Override
        public HeadChange decodeFromWire(int position, Buffer buffer) {
            throw new UnsupportedOperationException("head changes stay inside the process");
        }

        @Override
        public HeadChange transform(HeadChange change) {
            return change;
        }

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public byte systemCodecID() {
            return -1;
        }
    }
}

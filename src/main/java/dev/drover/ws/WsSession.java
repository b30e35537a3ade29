package dev.drover.ws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.chain.BlockId;
import dev.drover.config.WsConfig;
import dev.drover.health.FatalErrors;
import dev.drover.json.Json;
import dev.drover.rpc.Answer;
import dev.drover.rpc.Caller;
import dev.drover.rpc.RpcException;
import dev.drover.rpc.RpcFault;
import dev.drover.rpc.Subscriber;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: its messages being answered, its subscriptions, and what waits to be sent. On the endpoint's event loop.
 * Messages are answered as they are done, as in geth: not always in the order in which they came.
 */
final class WsSession {
    private static final Logger LOG = LoggerFactory.getLogger(WsSession.class);
    private static final short NORMAL = 1000;
    private static final short TOO_LARGE = 1009;
    private static final short INTERNAL_ERROR = 1011;
    private static final short TRY_AGAIN_LATER = 1013;
    private static final long CLOSE_GRACE_MILLIS = 1_000;

    private final Vertx vertx;
    private final ServerWebSocket socket;
    private final WsService service;
    private final WsConfig.Limits limits;
    private final Subscriptions all;
    private final WsOutbox outbox;
    private final Pings pings;
    private final Map<String, Subscription> own = new HashMap<>();
    private final Map<Class<?>, Integer> counts = new HashMap<>();
    private List<Subscription.Untold> untold = new ArrayList<>();
    private int answering;
    private boolean draining;
    /** Lanes ask, too, whether their work is still wanted. */
    private volatile boolean closing;

    WsSession(Vertx vertx, ServerWebSocket socket, WsService service, Subscriptions all) {
        this.vertx = vertx;
        this.socket = socket;
        this.service = service;
        this.limits = service.config().limits();
        this.all = all;
        this.pings = new Pings(socket, limits.pingInterval());
        this.outbox = new WsOutbox(vertx, socket, limits, this::tooSlow);
    }

    void start() {
        socket.textMessageHandler(text -> message(text.getBytes(StandardCharsets.UTF_8)));
        socket.binaryMessageHandler(bytes -> message(bytes.getBytes()));
        socket.pongHandler(ignored -> pings.heard());
        socket.exceptionHandler(this::failed);
        // Without a handler, Vert.x closes the socket at once when its server shuts down.
        socket.shutdownHandler(ignored -> {});
    }

    /** Takes no more messages. Completes when those taken are answered and the answers are sent, or the time is over. */
    Future<Void> drain(Duration most) {
        draining = true;
        return Drain.until(vertx, this::isDrained, most);
    }

    private boolean isDrained() {
        return closing || answering == 0 && outbox.isEmpty();
    }

    /** Makes a subscription one of the session's. */
    void add(Subscription subscription) {
        own.put(subscription.id(), subscription);
    }

    /** Sends a notification. */
    void deliver(byte[] message) {
        if (!closing) {
            service.stats().notified();
            sent(outbox.send(message));
        }
    }

    /** Whether a message of this size can be sent without making the client a slow one. */
    boolean hasRoomFor(long size) {
        return outbox.hasRoomFor(size);
    }

    /** Whether the client can be told something of the chain, of this size, at once: all before it was, and there is room. */
    boolean isUpToDate(long size) {
        return untold.isEmpty() && outbox.hasRoomFor(size);
    }

    /** Keeps what a step of the chain brings a client that is not up to date, until the step is done. */
    void keep(Subscription.Untold notice) {
        if (closing) {
            return;
        }
        if (untold.isEmpty()) {
            all.cannotFollow(this);
        }
        untold.add(notice);
    }

    /** The step of the chain is done: from here on the client goes its own pace. */
    void fallBehind(BlockId at) {
        List<Subscription.Untold> rest = untold;
        untold = new ArrayList<>();
        if (!closing) {
            all.fallBehind(own.values(), rest, at);
        }
    }

    /** Bytes that the client's connection took so far. */
    long taken() {
        return outbox.taken();
    }

    /** Whether one more notice may wait for an answer to be sent; ends the session if there are too many. */
    boolean mayKeep(int kept) {
        if (kept < limits.queue().messages()) {
            return !closing;
        }
        tooSlow();
        return false;
    }

    /** What subscribers must be told cannot be told. */
    void lost() {
        drop(
                WsStats.Dropped.LOST,
                TRY_AGAIN_LATER,
                "notifications were lost: subscribe again from the last block seen");
    }

    /** Pings a client that has been silent for the interval, and drops one that did not answer for another. */
    void checkAlive(long nowNanos) {
        if (!closing && pings.isDead(nowNanos)) {
            drop(WsStats.Dropped.SILENT, NORMAL, "no answer to a ping");
        }
    }

    /** Sends a close frame, and cuts the connection if the client does not take it: it may never read again. */
    Future<Void> close(short code, String reason) {
        closing = true;
        outbox.close();
        long cut = vertx.setTimer(CLOSE_GRACE_MILLIS, ignored -> cut());
        return socket.close(code, reason).onComplete(ignored -> vertx.cancelTimer(cut));
    }

    /** The connection is gone. */
    void closed() {
        closing = true;
        outbox.close();
        own.values().forEach(all::remove);
        own.clear();
        untold.clear();
    }

    /** Of failures, Vert.x reports a message that is too large this way; all others end the connection by themselves. */
    private void failed(Throwable failure) {
        if (failure instanceof IllegalStateException && !closing) {
            close(TOO_LARGE, "message too large");
        }
    }

    /** Vert.x itself waits until the close frame is written, which a client that does not read prevents for ever. */
    private void cut() {
        if (socket instanceof WebSocketInternal internal) {
            var unused = internal.channelHandlerContext().close();
        }
    }

    private void message(byte[] body) {
        pings.heard();
        if (closing || draining) {
            return;
        }
        if (++answering == limits.requestsPerConnection()) {
            socket.pause();
        }
        Message message = new Message();
        service.dispatcher()
                .dispatch(body, new Caller(message, 0, () -> closing))
                .onComplete(result -> answered(message, result));
    }

    private void answered(Message message, AsyncResult<Answer> result) {
        if (answering-- == limits.requestsPerConnection()) {
            socket.resume();
        }
        if (closing) {
            return;
        }
        try {
            if (result.failed()) {
                broken(result.cause());
            } else {
                send(message, result.result());
            }
        } catch (RuntimeException | Error e) {
            broken(e);
        }
    }

    /** A client that gets no answer, or not all of it, must not wait for the rest. */
    private void broken(Throwable failure) {
        FatalErrors.exitIfFatal(failure);
        LOG.error("A message could not be answered", failure);
        if (!closing) {
            close(INTERNAL_ERROR, "internal error");
        }
    }

    private void send(Message message, Answer answer) {
        if (answer.body().areMany()) {
            sent(outbox.send(answer.body()));
        } else if (!answer.body().isEmpty()) {
            sent(outbox.send(answer.body().takeAll()));
        }
        if (answer.kind() == Answer.Kind.MALFORMED) {
            close(NORMAL, "");
        }
        message.begun.forEach(this::activate);
    }

    private void activate(Subscriptions.Begun begun) {
        Subscription subscription = begun.subscription();
        if (own.get(subscription.id()) == subscription && !all.activate(begun)) {
            own.remove(subscription.id());
        }
    }

    private void sent(boolean taken) {
        if (!taken) {
            tooSlow();
        }
    }

    /** Ends the session of a client that does not keep up. */
    void tooSlow() {
        drop(WsStats.Dropped.SLOW, TRY_AGAIN_LATER, "reading too slowly");
    }

    private void drop(WsStats.Dropped reason, short code, String text) {
        if (closing) {
            return;
        }
        service.stats().drop(reason);
        close(code, text);
    }

    /** What one message of the client subscribes to: notified after that message's answer. */
    private final class Message implements Subscriber {
        private final List<Subscriptions.Begun> begun = new ArrayList<>();

        @Override
        public Beginning subscribe(String namespace, String kind, List<JsonNode> arguments) {
            SubscriptionRequest request = SubscriptionRequest.parse(
                    namespace, kind, arguments, service.chain().logPositionMax());
            if (own.size() >= limits.subscriptionsPerConnection()) {
                throw new RpcException(
                        RpcFault.LIMIT_EXCEEDED,
                        "too many subscriptions, at most " + limits.subscriptionsPerConnection() + " a connection");
            }
            int count = counts.merge(request.interest().getClass(), 1, Integer::sum);
            String id = service.ids().of(request.interest(), count);
            Subscriptions.Begun one =
                    all.add(new Subscription(WsSession.this, id, request.interest()), request.start());
            add(one.subscription());
            begun.add(one);
            return call -> {
                one.find(call);
                return Json.string(id);
            };
        }

        @Override
        public boolean unsubscribe(String id) {
            Subscription subscription = own.remove(id);
            if (subscription == null) {
                return false;
            }
            all.remove(subscription);
            return true;
        }
    }
}

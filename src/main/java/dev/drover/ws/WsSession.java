package dev.drover.ws;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests and subscriptions of one connection. Each message is answered as soon as its answer is ready, as in geth, so
 * answers may be sent in another order than the messages were received. Runs on the endpoint's event loop.
 */
final class WsSession {
    private static final Logger LOG = LoggerFactory.getLogger(WsSession.class);
    private static final short TOO_LARGE = 1009;
    private static final short INTERNAL_ERROR = 1011;

    private final Vertx vertx;
    private final ServerWebSocket socket;
    private final WsService service;
    private final WsConfig.Limits limits;
    private final Subscriptions all;
    private final WsConnection connection;
    private final ChainFeed feed;
    private final Map<String, Subscription> own = new HashMap<>();
    private final Map<Class<?>, Integer> counts = new HashMap<>();
    private int answering;
    private boolean draining;

    WsSession(Vertx vertx, ServerWebSocket socket, WsService service, Subscriptions all) {
        this.vertx = vertx;
        this.socket = socket;
        this.service = service;
        this.limits = service.config().limits();
        this.all = all;
        this.connection = new WsConnection(vertx, socket, limits, service.stats());
        this.feed = all.newFeed(connection);
    }

    void start() {
        socket.textMessageHandler(text -> message(text.getBytes(StandardCharsets.UTF_8)));
        socket.binaryMessageHandler(bytes -> message(bytes.getBytes()));
        socket.pongHandler(ignored -> connection.heard());
        socket.exceptionHandler(this::failed);
        // Without a handler, Vert.x closes the socket at once when its server shuts down.
        socket.shutdownHandler(ignored -> {});
    }

    /** Stops accepting messages. Completes when all accepted messages are answered and sent, or the time is over. */
    Future<Void> drain(Duration most) {
        draining = true;
        return Drain.until(vertx, this::isDrained, most);
    }

    private boolean isDrained() {
        return connection.isClosing() || answering == 0 && connection.isDrained();
    }

    /** Pings a client that was silent for the ping interval, and drops one that did not answer within another. */
    void checkAlive(long nowNanos) {
        connection.checkAlive(nowNanos);
    }

    /** Sends a close frame. Completes when the connection is closed. */
    Future<Void> close(short code, String reason) {
        return connection.close(code, reason);
    }

    /** Removes the session's subscriptions: the connection is gone. */
    void closed() {
        connection.closed();
        own.values().forEach(subscription -> all.remove(subscription, feed));
        own.clear();
    }

    /** Vert.x reports a message that is too large as this failure. All other failures end the connection by themselves. */
    private void failed(Throwable failure) {
        if (failure instanceof IllegalStateException && !connection.isClosing()) {
            close(TOO_LARGE, "message too large");
        }
    }

    private void message(byte[] body) {
        connection.heard();
        if (connection.isClosing() || draining) {
            return;
        }
        if (++answering == limits.requestsPerConnection()) {
            socket.pause();
        }
        Message message = new Message();
        service.dispatcher()
                .dispatch(body, new Caller(message, 0, connection::isClosing))
                .onComplete(result -> answered(message, result));
    }

    private void answered(Message message, AsyncResult<Answer> result) {
        if (answering-- == limits.requestsPerConnection()) {
            socket.resume();
        }
        if (connection.isClosing()) {
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

    /** Closes the connection: the client must not wait for an answer that will not come, or not completely. */
    private void broken(Throwable failure) {
        FatalErrors.exitIfFatal(failure);
        LOG.error("Cannot answer a message, so the connection is closed", failure);
        if (!connection.isClosing()) {
            close(INTERNAL_ERROR, "internal error");
        }
    }

    private void send(Message message, Answer answer) {
        connection.answer(answer.body());
        if (answer.kind() == Answer.Kind.MALFORMED) {
            close(WsConnection.NORMAL, "");
        }
        message.pending.forEach(this::activate);
    }

    private void activate(Subscriptions.Pending pending) {
        Subscription subscription = pending.subscription();
        if (own.get(subscription.id()) == subscription && !all.activate(pending)) {
            own.remove(subscription.id());
        }
    }

    /** One message of the client. The subscriptions it makes become active when its answer was sent. */
    private final class Message implements Subscriber {
        private final List<Subscriptions.Pending> pending = new ArrayList<>();

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
            Subscription subscription = new Subscription(connection, id, request.interest());
            Subscriptions.Pending one = all.add(subscription, feed, request.start());
            own.put(id, subscription);
            pending.add(one);
            return call -> {
                one.findStart(call);
                return Json.string(id);
            };
        }

        @Override
        public boolean unsubscribe(String id) {
            Subscription subscription = own.remove(id);
            if (subscription == null) {
                return false;
            }
            all.remove(subscription, feed);
            return true;
        }
    }
}

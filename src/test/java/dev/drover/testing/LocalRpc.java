package dev.drover.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drover.head.HeadFeed;
import dev.drover.head.ServedHeads;
import dev.drover.rpc.Answer;
import dev.drover.rpc.Caller;
import dev.drover.rpc.Dispatcher;
import dev.drover.rpc.Lanes;
import dev.drover.rpc.MethodTable;
import dev.drover.rpc.RpcObserver;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** Methods behind the real dispatcher and its lanes, without a transport. Close it. */
public final class LocalRpc implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Lanes lanes = new Lanes(2, 100);
    private final Dispatcher dispatcher;

    /** Answers from {@code table} at the heads that {@code heads} serves. */
    public LocalRpc(MethodTable table, ServedHeads heads) {
        dispatcher = new Dispatcher(table, heads, new HeadFeed(vertx), lanes, RpcConfigs.GETH, RpcObserver.NONE);
    }

    /** The answer to one request body. */
    public String call(String body) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        vertx.runOnContext(ignored -> dispatcher
                .dispatch(body.getBytes(StandardCharsets.UTF_8), Caller.WITHOUT_PUSH)
                .onSuccess(answer::complete)
                .onFailure(answer::completeExceptionally));
        Answer done = answer.join();
        return new String(done.body().takeAll(), StandardCharsets.UTF_8);
    }

    /** The answer to one request, as a tree. */
    public JsonNode call(JsonNode request) {
        try {
            return new ObjectMapper().readTree(call(request.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        lanes.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}

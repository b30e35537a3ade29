package dev.drover.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.chain.Head;
import dev.drover.config.LogsConfig;
import dev.drover.config.RpcConfig;
import dev.drover.head.HeadFeed;
import dev.drover.head.ServedHead;
import dev.drover.head.ServedHeads;
import dev.drover.head.Tags;
import dev.drover.json.Json;
import dev.drover.testing.InMemoryStore;
import dev.drover.testing.ManualHeads;
import dev.drover.testing.RpcConfigs;
import dev.drover.testing.TestBlock;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class DispatcherTest {
    private static final TestBlock FIRST = TestBlock.genesis("a");
    private static final TestBlock SECOND = FIRST.child("a", 1);

    private final Vertx vertx = Vertx.vertx();
    private final InMemoryStore store = new InMemoryStore();
    private final ManualHeads heads = new ManualHeads(store);
    private final MethodTable table = new MethodTable();
    private final List<String> observed = Collections.synchronizedList(new ArrayList<>());
    private final HeadFeed feed = new HeadFeed(vertx);
    private final Lanes lanes = new Lanes(2, 3);
    private RpcConfig config = RpcConfigs.GETH;

    @AfterEach
    void stop() throws Exception {
        lanes.close();
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void answersInRequestOrderWhateverTheLanes() {
        table.add("fast", Lane.INSTANT, () -> Json.string(Thread.currentThread().getName()));
        table.add("slow", Lane.READ, () -> Json.string(Thread.currentThread().getName()));
        String answer = ask(batch("fast", "slow", "slow", "fast", "slow")).replaceAll("-\\d+\"", "\"");
        String eventLoop = "\"vert.x-eventloop-thread\"";
        String reader = "\"drover-read\"";
        assertThat(answer)
                .isEqualTo("[" + result(0, eventLoop) + "," + result(1, reader) + "," + result(2, reader) + ","
                        + result(3, eventLoop) + "," + result(4, reader) + "]");
    }

    @Test
    void answersFromMemoryWhereItCanAndFromTheLaneElse() {
        heads.serve(FIRST.header());
        table.addAtHead("get", Lane.READ, Params.QUANTITY, (call, n) -> Json.string("lane"))
                .memoryFirst((call, n) -> n == 1 ? Json.string("memory") : n == 2 ? Json.NULL : null);
        assertThat(ask("[" + call(1, "get", "\"0x1\"") + "," + call(2, "get", "\"0x2\"") + ","
                        + call(3, "get", "\"0x3\"") + "]"))
                .isEqualTo("[" + result(1, "\"memory\"") + "," + result(2, "null") + "," + result(3, "\"lane\"") + "]");
        assertThat(observed).containsExactly("get INSTANT null", "get INSTANT null", "get READ null");
    }

    @Test
    void readsAWholeBatchAtOneHeadAndGivesItBack() {
        heads.serve(FIRST.header());
        table.addAtHead("head", Lane.READ, call -> {
            heads.serve(SECOND.header());
            return Json.quantity(call.head().head().number());
        });
        Answer answer = dispatch(batch("head", "head"));
        assertThat(text(answer)).isEqualTo("[" + result(0, "\"0x0\"") + "," + result(1, "\"0x0\"") + "]");
        assertThat(answer.head()).isEqualTo(ManualHeads.head(FIRST.header()));
        assertThat(heads.taken()).isEqualTo(1);
        assertThat(ask(call(5, "head"))).isEqualTo(result(5, "\"0x1\""));
    }

    @Test
    void saysThatThereIsNoHeadYet() {
        table.addAtHead(
                "head", Lane.READ, call -> Json.quantity(call.head().head().number()));
        table.add("plain", Lane.INSTANT, () -> Json.bool(true));
        Answer answer = dispatch(batch("head", "plain"));
        assertThat(text(answer)).isEqualTo("[" + error(0, -32000, "no head yet") + "," + result(1, "true") + "]");
        assertThat(answer.head()).isNull();
    }

    @Test
    void refusesAtOnceWhenTheLaneIsFull() throws Exception {
        CountDownLatch hold = new CountDownLatch(1);
        table.add("wait", Lane.READ, () -> {
            await(hold);
            return Json.bool(true);
        });
        List<Future<Answer>> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waiting.add(dispatchLater(call(i, "wait")));
        }
        while (lanes.inflight(Lane.READ) < 3) {
            Thread.onSpinWait();
        }
        assertThat(ask(call(3, "wait"))).isEqualTo(error(3, -32005, "too many requests, try again later"));
        assertThat(lanes.rejected(Lane.READ)).isEqualTo(1);
        hold.countDown();
        for (int i = 0; i < 3; i++) {
            assertThat(text(waiting.get(i).await(10, TimeUnit.SECONDS))).isEqualTo(result(i, "true"));
        }
    }

    @Test
    void letsSlowCallsOverlap() throws Exception {
        // Each waits for the other: one after another, neither would end.
        CyclicBarrier meeting = new CyclicBarrier(2);
        table.add("meet", Lane.READ, () -> {
            try {
                meeting.await(10, TimeUnit.SECONDS);
                return Json.bool(true);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        Future<Answer> first = dispatchLater(call(1, "meet"));
        Future<Answer> second = dispatchLater(call(2, "meet"));
        assertThat(text(first.await(20, TimeUnit.SECONDS))).isEqualTo(result(1, "true"));
        assertThat(text(second.await(20, TimeUnit.SECONDS))).isEqualTo(result(2, "true"));
    }

    @Test
    void keepsWhatIsAnsweredWhenTheDeadlinePasses() {
        config = new RpcConfig(
                1_000,
                25_000_000,
                128 << 20,
                Duration.ofMillis(1_500),
                3,
                2,
                Duration.ofMillis(500),
                new LogsConfig(0, 1_000, 100_000),
                RpcConfigs.GETH.evm());
        CountDownLatch hold = new CountDownLatch(1);
        table.add("quick", Lane.READ, () -> Json.bool(true));
        table.add("wait", Lane.READ, () -> {
            await(hold);
            return Json.bool(true);
        });
        heads.serve(FIRST.header());
        String body = "[" + call(1, "quick") + "," + call(2, "wait") + ",{\"jsonrpc\":\"2.0\",\"method\":\"quick\"},"
                + call(3, "quick") + "]";
        assertThat(ask(body))
                .isEqualTo("[" + result(1, "true") + "," + error(2, -32002, "request timed out") + ","
                        + error(3, -32002, "request timed out") + "]");
        assertThat(ask(call(9, "wait"))).isEqualTo(error(9, -32002, "request timed out"));
        hold.countDown();
        while (lanes.inflight(Lane.READ) > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void tellsMethodsThatTheirDeadlineHasPassed() {
        config = new RpcConfig(
                1_000,
                25_000_000,
                128 << 20,
                Duration.ofMillis(700),
                3,
                2,
                Duration.ofMillis(500),
                new LogsConfig(0, 1_000, 100_000),
                RpcConfigs.GETH.evm());
        CountDownLatch stopped = new CountDownLatch(1);
        heads.serve(FIRST.header());
        table.addAtHead("spin", Lane.READ, call -> {
            try {
                while (true) {
                    call.checkDeadline();
                    Thread.onSpinWait();
                }
            } finally {
                stopped.countDown();
            }
        });
        assertThat(ask(call(1, "spin"))).isEqualTo(error(1, -32002, "request timed out"));
        await(stopped);
    }

    @Test
    void endsABatchWhoseAnswersAreTooLarge() {
        config = new RpcConfig(
                1_000,
                20,
                128 << 20,
                Duration.ofSeconds(10),
                3,
                2,
                Duration.ofMillis(500),
                new LogsConfig(0, 1_000, 100_000),
                RpcConfigs.GETH.evm());
        table.add("ten", Lane.READ, () -> Json.string("12345678"));
        String tooLarge = "response too large";
        assertThat(ask(batch("ten", "ten", "ten", "ten", "ten")))
                .isEqualTo("[" + result(0, "\"12345678\"") + "," + result(1, "\"12345678\"") + ","
                        + result(2, "\"12345678\"") + "," + error(3, -32003, tooLarge) + ","
                        + error(4, -32003, tooLarge) + "]");
        assertThat(ask(call(1, "ten"))).isEqualTo(result(1, "\"12345678\""));
    }

    @Test
    void refusesOnlyTheResultThatIsTooLarge() {
        config = new RpcConfig(
                1_000,
                0,
                100_000,
                Duration.ofSeconds(10),
                3,
                2,
                Duration.ofMillis(500),
                new LogsConfig(0, 1_000, 100_000),
                RpcConfigs.GETH.evm());
        table.add("ten", Lane.READ, () -> Json.string("12345678"));
        table.add("huge", Lane.READ, () -> out -> {
            for (int i = 0; i < 100_000; i++) {
                out.data(new byte[100]);
            }
        });
        String tooLarge = "\"error\":{\"code\":-32003,\"message\":\"response too large\"}}";
        assertThat(ask(call(1, "huge"))).endsWith(tooLarge).hasSizeLessThan(200);
        assertThat(ask(batch("ten", "huge", "ten")))
                .containsSubsequence("\"12345678\"", tooLarge, "\"12345678\"")
                .hasSizeLessThan(300);
    }

    @Test
    void refusesABatchOfTooManyCalls() {
        config = new RpcConfig(
                2,
                20,
                128 << 20,
                Duration.ofSeconds(10),
                3,
                2,
                Duration.ofMillis(500),
                new LogsConfig(0, 1_000, 100_000),
                RpcConfigs.GETH.evm());
        table.add("ten", Lane.READ, () -> Json.string("12345678"));
        assertThat(ask("[{\"jsonrpc\":\"2.0\",\"method\":\"ten\"}," + call(7, "ten") + "," + call(8, "ten") + "]"))
                .isEqualTo("[" + error(7, -32600, "batch too large") + "]");
    }

    @Test
    void tellsNothingOfADefect() {
        table.add("crash", Lane.READ, () -> {
            throw new IllegalStateException("secret");
        });
        table.add("late", Lane.READ, () -> out -> {
            out.beginObject().name("half");
            throw new IllegalStateException("secret");
        });
        table.add("fine", Lane.READ, () -> Json.bool(true));
        String crashed = "method handler crashed";
        assertThat(ask(batch("crash", "late", "fine")))
                .isEqualTo("[" + error(0, -32603, crashed) + "," + error(1, -32603, crashed) + "," + result(2, "true")
                        + "]");
    }

    @Test
    void tellsOfFaultsWithTheirData() {
        table.add("fail", Lane.INSTANT, () -> {
            throw new RpcException(RpcFault.SERVER_ERROR, "a <b>", Json.data(new byte[] {1}));
        });
        assertThat(ask(call(1, "fail")))
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32000,\"message\":\"a \\u003cb\\u003e\","
                        + "\"data\":\"0x01\"}}");
    }

    @Test
    void runsNotificationsWithoutAnswer() {
        List<String> ran = new ArrayList<>();
        table.add("note", Lane.INSTANT, () -> {
            ran.add("x");
            return null;
        });
        assertThat(ask("{\"jsonrpc\":\"2.0\",\"method\":\"note\"}")).isEmpty();
        assertThat(ask("[{\"jsonrpc\":\"2.0\",\"method\":\"note\"},{\"jsonrpc\":\"2.0\",\"method\":\"nope\"}]"))
                .isEmpty();
        assertThat(ran).hasSize(2);
        assertThat(ask(call(1, "note"))).isEqualTo(result(1, "null"));
    }

    @Test
    void countsUnknownMethodsUnderOneName() {
        ask("[" + call(1, "made_up") + "," + call(2, "foo_subscribe") + ",5]");
        assertThat(observed)
                .containsExactly(
                        "unknown INSTANT METHOD_NOT_FOUND",
                        "unknown INSTANT METHOD_NOT_FOUND",
                        "unknown INSTANT INVALID_REQUEST");
    }

    @Test
    void refusesMethodNamesWithoutEnd() {
        assertThat(ask(call(1, "x".repeat(2049))))
                .isEqualTo(error(1, -32600, "method name too long: 2049 \\u003e 2048"));
        assertThat(ask(call(1, "x".repeat(2048)))).contains("-32601");
    }

    @Test
    void refusesSubscriptionsWhereNothingCanBePushed() {
        assertThat(ask(call(1, "eth_subscribe", "\"newHeads\"")))
                .isEqualTo(error(1, -32601, "notifications not supported"));
        assertThat(ask(call(1, "eth_unsubscribe", "\"0x1\""))).isEqualTo(error(1, -32000, "subscription not found"));
        assertThat(ask(call(1, "eth_unsubscribe")))
                .isEqualTo(error(1, -32602, "missing value for required argument 0"));
    }

    @Test
    void readsLargeBodiesOffTheEventLoop() {
        table.add("size", Lane.INSTANT, Params.DATA, data -> Json.quantity(data.length));
        assertThat(ask(call(1, "size", "\"0x" + "00".repeat(200_000) + "\""))).isEqualTo(result(1, "\"0x30d40\""));
        assertThat(ask("[" + " ".repeat(100_000))).contains("-32700");
    }

    @Test
    void refusesToRegisterANameTwice() {
        table.add("one", Lane.INSTANT, () -> null);
        org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
                .isThrownBy(() -> table.add("one", Lane.INSTANT, () -> null))
                .withMessageContaining("one");
    }

    @Test
    void doesNotWaitToBeReadBeyondTheDeadline() throws Exception {
        CountDownLatch hold = new CountDownLatch(1);
        table.add("wait", Lane.READ, () -> {
            await(hold);
            return Json.bool(true);
        });
        List<Future<Answer>> running = List.of(dispatchLater(call(1, "wait")), dispatchLater(call(2, "wait")));
        while (lanes.inflight(Lane.READ) < 2) {
            Thread.onSpinWait();
        }
        config = RpcConfigs.withTimeout(Duration.ofMillis(50));
        // So large that it is parsed in the lane, whose threads are busy.
        String large = call(3, "wait", "\"" + "x".repeat(100_000) + "\"");
        assertThat(text(dispatchLater(large).await(20, TimeUnit.SECONDS))).contains("-32002", "request timed out");
        hold.countDown();
        for (Future<Answer> each : running) {
            each.await(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void doesNotWaitForAHeadBeyondTheDeadline() throws Exception {
        // Whoever should give a head has died with the request in its queue.
        Promise<@Nullable ServedHead> never = Promise.promise();
        ServedHeads silent = new ServedHeads() {
            @Override
            public @Nullable ServedHead acquire() {
                return null;
            }

            @Override
            public Future<@Nullable ServedHead> await() {
                return never.future();
            }

            @Override
            public @Nullable Head head() {
                return null;
            }
        };
        config = RpcConfigs.withTimeout(Duration.ofMillis(50));
        table.addAtHead("get", Lane.READ, call -> Json.NULL);
        Answer answer = dispatchLater(silent, call(1, "get")).await();

        assertThat(text(answer)).isEqualTo(error(1, -32002, "request timed out"));
        assertThat(answer.kind()).isEqualTo(Answer.Kind.UNAVAILABLE);
        // When it comes after all, it is given back.
        ServedHead late = new ServedHead(ManualHeads.head(FIRST.header()), Tags.NONE, store.view());
        never.complete(late);
        vertx.<Void>executeBlocking(() -> {
                    while (late.retain()) {
                        late.release();
                        Thread.sleep(5);
                    }
                    return null;
                })
                .await(20, TimeUnit.SECONDS);
    }

    private String ask(String body) {
        return text(dispatch(body));
    }

    private Answer dispatch(String body) {
        return dispatchLater(body).await();
    }

    private Future<Answer> dispatchLater(String body) {
        return dispatchLater(heads, body);
    }

    private Future<Answer> dispatchLater(ServedHeads from, String body) {
        Dispatcher dispatcher = new Dispatcher(
                table,
                from,
                feed,
                lanes,
                config,
                (method, lane, fault, nanos) -> observed.add(method + " " + lane + " " + fault));
        Promise<Answer> promise = Promise.promise();
        vertx.getOrCreateContext()
                .runOnContext(ignored -> dispatcher
                        .dispatch(body.getBytes(StandardCharsets.UTF_8), Caller.WITHOUT_PUSH)
                        .onComplete(promise));
        return promise.future();
    }

    private static String text(Answer answer) {
        return new String(answer.body().takeAll(), StandardCharsets.UTF_8);
    }

    private static String batch(String... methods) {
        List<String> calls = new ArrayList<>();
        for (int i = 0; i < methods.length; i++) {
            calls.add(call(i, methods[i]));
        }
        return "[" + String.join(",", calls) + "]";
    }

    private static String call(int id, String method, String... params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":["
                + String.join(",", params) + "]}";
    }

    private static String result(int id, String value) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + value + "}";
    }

    private static String error(int id, int code, String message) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"error\":{\"code\":" + code + ",\"message\":\"" + message
                + "\"}}";
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

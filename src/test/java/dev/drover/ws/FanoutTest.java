package dev.drover.ws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.chain.Address;
import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.chain.Header;
import dev.drover.chain.LogCriteria;
import dev.drover.chain.Senders;
import dev.drover.chain.Transaction;
import dev.drover.config.WsConfig;
import dev.drover.testing.InMemoryStore;
import dev.drover.testing.LegacyTransaction;
import dev.drover.testing.LogChain;
import dev.drover.testing.ManualHeads;
import dev.drover.testing.RpcServers;
import dev.drover.testing.TestBlock;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes wrong with one subscriber, or with one piece of news, is nobody else's matter. */
@Timeout(60)
final class FanoutTest {
    /** More than may wait for the loop: if a step were never done, the announcer would wait for ever. */
    private static final int BLOCKS = 300;

    private static final int QUEUE_MESSAGES = 8;
    private static final int NEVER_TAKES = -1;

    private final InMemoryStore store = new InMemoryStore();
    private final ManualHeads heads = new ManualHeads(store);
    private final RpcServers servers = new RpcServers(RpcServers.twoMethods(), heads);
    private final WsService service = servers.startWs(new WsConfig.Limits(
            10,
            1 << 20,
            10,
            10,
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            new WsConfig.Queue(QUEUE_MESSAGES, 1 << 20, Duration.ofMillis(100)),
            1_000));
    private final Vertx vertx = servers.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final Fanout fanout = new Fanout(loop, service.stats());
    private final Subscriptions all =
            new Subscriptions(vertx, service, fanout, new SyncStatus(heads, () -> null, fanout));

    @AfterEach
    void stop() throws Exception {
        fanout.close();
        servers.close();
    }

    @Test
    void aSubscriberThatCannotBeToldCostsNobodyElseANotice() throws Exception {
        Client before = subscribe(new Interest.NewHeads(), 0);
        Client failing = subscribe(new Interest.NewHeads(), 3);
        Client after = subscribe(new Interest.NewHeads(), 0);
        List<TestBlock> blocks = TestBlock.genesis("a").branch("a", 1, BLOCKS);
        blocks.forEach(block -> take(block.header()));
        waitUntil(() -> after.sent.size() == BLOCKS);
        assertThat(before.sent).hasSize(BLOCKS);
        for (int i = 0; i < BLOCKS; i++) {
            assertThat(after.sent.get(i)).contains(blocks.get(i).hash().toString());
        }
        assertThat(failing.sent).hasSize(2);
        assertThat(failing.closed).containsExactly(1013);
        assertThat(service.stats().dropped(WsStats.Dropped.LOST)).isEqualTo(1);
    }

    @Test
    void aHeaderThatCannotBeEncodedClosesThoseWhoWantItAndStallsNobody() throws Exception {
        AtomicInteger done = new AtomicInteger();
        service.stats().recordFanout(nanos -> done.incrementAndGet());
        Client first = subscribe(new Interest.NewHeads(), 0);
        TestBlock genesis = TestBlock.genesis("a");
        take(broken(genesis.header()));
        take(broken(genesis.header()));
        waitUntil(() -> done.get() == 2);
        assertThat(first.closed).containsExactly(1013);
        Client second = subscribe(new Interest.NewHeads(), 0);
        take(genesis.child("a", 1).header());
        waitUntil(() -> !second.sent.isEmpty());
        assertThat(second.sent).hasSize(1);
        assertThat(first.sent).isEmpty();
    }

    @Test
    void aTransactionNobodySignedIsToldByItsHashOnlyAndClosesNobody() throws Exception {
        Client hashes = subscribe(new Interest.PendingTransactions(false), 0);
        Client full = subscribe(new Interest.PendingTransactions(true), 0);
        Client failing = subscribe(new Interest.PendingTransactions(false), 1);
        Senders senders = new Senders(10);
        Transaction signed = Transaction.decode(LegacyTransaction.rlp(1, 1, 21_000, Address.ZERO, 0));
        Transaction unsigned = Transaction.decode(LegacyTransaction.unsigned(2));
        fanout.offer(new PendingNews(unsigned, senders));
        fanout.offer(new PendingNews(signed, senders));
        waitUntil(() -> hashes.sent.size() == 2 && full.sent.size() == 1);
        assertThat(hashes.sent.get(0)).contains("\"result\":\"" + unsigned.hash() + "\"");
        assertThat(full.sent.getFirst()).contains("\"hash\":\"" + signed.hash() + "\"");
        assertThat(full.closed).isEmpty();
        assertThat(failing.closed).containsExactly(1013);
    }

    @Test
    void whoTakesNothingFallsBehindAndIsClosedWith1013() throws Exception {
        Client stalled = subscribe(new Interest.NewHeads(), NEVER_TAKES);
        Client other = subscribe(new Interest.NewHeads(), 0);
        List<TestBlock> blocks = TestBlock.genesis("a").branch("a", 1, BLOCKS);
        blocks.forEach(block -> take(block.header()));
        waitUntil(() -> other.sent.size() == BLOCKS);
        waitUntil(() -> !stalled.closed.isEmpty());
        // Half of what may wait.
        assertThat(stalled.sent).hasSize(QUEUE_MESSAGES / 2);
        assertThat(stalled.closed).containsExactly(1013);
        assertThat(service.stats().behind()).isEqualTo(1);
        assertThat(service.stats().dropped(WsStats.Dropped.SLOW)).isEqualTo(1);
    }

    @Test
    void whoHasRoomAgainInTheMiddleOfAStepHearsNothingBeforeWhatWaits() throws Exception {
        Client slow = subscribe(new Interest.NewHeads(), NEVER_TAKES);
        Client between = subscribe(new Interest.NewHeads(), 0);
        subscribe(slow.session(), "0x2", new Interest.NewHeads());
        List<TestBlock> blocks = TestBlock.genesis("a").branch("a", 1, QUEUE_MESSAGES);
        // It cannot take the first notice of the third block. Then it takes all, just before the second one.
        between.heard = count -> {
            if (count == 3) {
                slow.takeAll();
            }
        };
        blocks.forEach(block -> take(block.header()));
        waitUntil(() -> slow.sent.size() >= QUEUE_MESSAGES / 2 + 2);
        List<String> order = slow.sent.stream()
                .limit(QUEUE_MESSAGES / 2 + 2)
                .map(text -> text.contains("\"subscription\":\"0x2\"") ? "2" : "1")
                .toList();
        assertThat(order).containsExactly("1", "2", "1", "2", "1", "2");
    }

    @Test
    void nobodyJoinsInTheMiddleOfAStepWhichHeWouldMiss() throws Exception {
        List<TestBlock> blocks = TestBlock.genesis("a").branch("a", 1, 4);
        Client joining = new Client();
        Client other = subscribe(new Interest.NewHeads(), 0);
        other.heard = count -> {
            if (count == 2) {
                join(joining, blocks.getFirst().header().id());
            }
        };
        blocks.forEach(block -> take(block.header()));
        waitUntil(() -> other.sent.size() == blocks.size());
        // The second one must be read from the store, which has none here.
        waitUntil(() -> !joining.closed.isEmpty());
        assertThat(joining.sent).isEmpty();
    }

    @Test
    void whoKnowsTheLastStepIsToldTheNextWithoutTheStore() throws Exception {
        List<TestBlock> blocks = TestBlock.genesis("a").branch("a", 1, 2);
        Client joining = new Client();
        AtomicInteger done = new AtomicInteger();
        service.stats().recordFanout(nanos -> done.incrementAndGet());
        take(blocks.getFirst().header());
        waitUntil(() -> done.get() == 1);
        onLoop(() -> join(joining, blocks.getFirst().header().id()));
        take(blocks.getLast().header());
        // The store has no block here: reading there would close the connection.
        waitUntil(() -> done.get() == 2);
        assertThat(joining.closed).isEmpty();
        assertThat(joining.sent).hasSize(1);
        assertThat(joining.sent.getFirst()).contains(blocks.getLast().hash().toString());
    }

    @Test
    void whoKnowsWhereTheChainGoesOnAfterALossIsToldTheNextStepWithoutTheStore() throws Exception {
        List<TestBlock> blocks = TestBlock.genesis("a").branch("a", 1, 2);
        Client joining = new Client();
        AtomicInteger done = new AtomicInteger();
        service.stats().recordFanout(nanos -> done.incrementAndGet());
        fanout.lost(blocks.getFirst().header().id());
        onLoop(() -> join(joining, blocks.getFirst().header().id()));
        take(blocks.getLast().header());
        waitUntil(() -> done.get() == 1);
        assertThat(joining.closed).isEmpty();
        assertThat(joining.sent).hasSize(1);
    }

    @Test
    void whatWasUnsubscribedWhileItsClientWasBehindIsNotAddedAgain() throws Exception {
        LogChain.Step step = new LogChain(1).grow(1);
        step.applyTo(store);
        Header head = step.made().getLast().header();
        heads.serve(head);
        WsSession session = new WsSession(vertx, socket(new Client(), 0), service, all);
        List<Subscription> two = subscriptions(session, List.of("0x1", "0x2"));
        onLoop(() -> {
            // It looks for more in the store first.
            fanout.add(Resume.ofLate(vertx, service, fanout, two, List.of(), head.id()));
            all.remove(two.getFirst());
            fanout.startAfter(head.id());
        });
        List<Subscription> live = new ArrayList<>();
        for (int i = 0; i < 2_000 && live.isEmpty(); i++) {
            onLoop(() -> live.addAll(fanout.withdraw(two)));
            Thread.sleep(1);
        }
        assertThat(live).extracting(Subscription::id).containsExactly("0x2");
    }

    @Test
    void whoFallsBehindWithASubscriptionThatIsNotLiveYetStallsNobody() throws Exception {
        Client stalled = subscribe(new Interest.NewHeads(), NEVER_TAKES);
        Client other = subscribe(new Interest.NewHeads(), 0);
        onLoop(() -> {
            // The first of its kind, and it still reads what it missed.
            Subscription resuming = new Subscription(stalled.session(), "0x2", new Interest.Receipts(Set.of()));
            stalled.session().add(resuming);
            resuming.activate();
        });
        List<TestBlock> blocks = TestBlock.genesis("a").branch("a", 1, QUEUE_MESSAGES);
        blocks.forEach(block -> take(block.header()));
        waitUntil(() -> other.sent.size() == blocks.size());
        assertThat(service.stats().behind()).isEqualTo(1);
    }

    @Test
    void wantsTheLogsOfItsLastBlockAndOfNoneAfterIt() {
        WsSession session = new WsSession(vertx, socket(new Client(), 0), service, all);
        Interest.Logs upTo2 = new Interest.Logs(LogCriteria.ALL, LogCriteria.ALL.bloomTest(), 2);
        Subscription subscription = new Subscription(session, "0x1", upTo2);
        List<TestBlock> blocks = TestBlock.genesis("a").branch("a", 1, 3);
        assertThat(blocks.stream().map(TestBlock::header).filter(subscription::mayWantLogsOf))
                .extracting(Header::number)
                .containsExactly(1L, 2L);
    }

    /** A client that knows the chain up to a block joins the others. On the loop. */
    private void join(Client client, BlockId at) {
        WsSession session = new WsSession(vertx, socket(client, 0), service, all);
        fanout.add(Resume.ofLate(vertx, service, fanout, subscriptions(session, List.of("0x1")), List.of(), at));
    }

    private static List<Subscription> subscriptions(WsSession session, List<String> ids) {
        List<Subscription> subscriptions = ids.stream()
                .map(id -> new Subscription(session, id, new Interest.NewHeads()))
                .toList();
        subscriptions.forEach(session::add);
        subscriptions.forEach(Subscription::activate);
        return subscriptions;
    }

    /** A client that is told what the fan-out sends. */
    private static final class Client {
        final List<Promise<Object>> untaken = new ArrayList<>();
        IntConsumer heard = count -> {};

        @Nullable WsSession session;

        WsSession session() {
            return Objects.requireNonNull(session);
        }

        void takeAll() {
            untaken.forEach(Promise::tryComplete);
        }

        final List<String> sent = Collections.synchronizedList(new ArrayList<>());
        final List<Integer> closed = Collections.synchronizedList(new ArrayList<>());
    }

    /** @param failsAt the message, counted from 1, at which its socket throws; 0: none; or {@link #NEVER_TAKES} */
    private Client subscribe(Interest interest, int failsAt) throws Exception {
        Client client = new Client();
        WsSession session = new WsSession(vertx, socket(client, failsAt), service, all);
        subscribe(session, "0x1", interest);
        client.session = session;
        return client;
    }

    private void subscribe(WsSession session, String id, Interest interest) throws Exception {
        onLoop(() -> {
            Subscription subscription = new Subscription(session, id, interest);
            session.add(subscription);
            fanout.add(subscription);
            subscription.activate();
        });
    }

    private static ServerWebSocket socket(Client client, int failsAt) {
        return (ServerWebSocket) Proxy.newProxyInstance(
                FanoutTest.class.getClassLoader(),
                new Class<?>[] {ServerWebSocket.class},
                (self, method, arguments) -> {
                    switch (method.getName()) {
                        case "writeFrame" -> {
                            if (client.sent.size() + 1 == failsAt) {
                                throw new IllegalStateException("made to fail");
                            }
                            client.sent.add(((io.vertx.core.http.WebSocketFrame) arguments[0]).textData());
                            client.heard.accept(client.sent.size());
                            if (failsAt == NEVER_TAKES) {
                                Promise<Object> taken = Promise.promise();
                                client.untaken.add(taken);
                                return taken.future();
                            }
                        }
                        case "close" -> client.closed.add((int) (short) arguments[0]);
                        default -> throw new UnsupportedOperationException(method.getName());
                    }
                    return Future.succeededFuture();
                });
    }

    private void take(Header header) {
        fanout.take(new BlockNews(header, false, service.details()));
    }

    /** A header without a hash of its state. */
    @SuppressWarnings("NullAway") // that is the point
    private static Header broken(Header of) {
        Hash none = null;
        return new Header(
                of.hash(),
                of.parentHash(),
                of.unclesHash(),
                of.coinbase(),
                none,
                of.transactionsRoot(),
                of.receiptsRoot(),
                of.bloom(),
                of.difficulty(),
                of.number(),
                of.gasLimit(),
                of.gasUsed(),
                of.time(),
                of.extraData(),
                of.mixHash(),
                of.nonce(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private void onLoop(Runnable action) throws Exception {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        loop.runOnContext(ignored -> {
            action.run();
            done.complete(true);
        });
        assertThat(done.get(20, TimeUnit.SECONDS)).isTrue();
    }

    private static void waitUntil(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 2_000 && !condition.getAsBoolean(); i++) {
            Thread.sleep(5);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}

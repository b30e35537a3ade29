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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The fan-out of steps: a failure affects one subscriber only, and clients join and fall behind between two steps. */
@Timeout(60)
final class FanoutTest {
    /** More than may wait for the event loop: if a step did not end, {@code take} would block forever. */
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
    private final Broadcaster broadcaster = new Broadcaster(loop, service.stats());
    private final Subscriptions all = new Subscriptions(
            new Resumption.Source(
                    vertx, service.reader(), service.stats(), service.config().limits()),
            fanout,
            broadcaster,
            new SyncStatus(heads, () -> null, broadcaster));

    @AfterEach
    void stop() throws Exception {
        fanout.close();
        servers.close();
    }

    @Test
    void aSubscriberThatFailsDoesNotAffectOthers() throws Exception {
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
    void aHeaderThatCannotBeEncodedClosesItsSubscribersAndStallsNothing() throws Exception {
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
    void anUnsignedTransactionIsSentByHashOnlyAndClosesNoConnection() throws Exception {
        Client hashes = subscribe(new Interest.PendingTransactions(false), 0);
        Client full = subscribe(new Interest.PendingTransactions(true), 0);
        Client failing = subscribe(new Interest.PendingTransactions(false), 1);
        Senders senders = new Senders(10);
        Transaction signed = Transaction.decode(LegacyTransaction.rlp(1, 1, 21_000, Address.ZERO, 0));
        Transaction unsigned = Transaction.decode(LegacyTransaction.unsigned(2));
        broadcaster.offer(new PendingNotices(unsigned, senders));
        broadcaster.offer(new PendingNotices(signed, senders));
        waitUntil(() -> hashes.sent.size() == 2 && full.sent.size() == 1);
        assertThat(hashes.sent.get(0)).contains("\"result\":\"" + unsigned.hash() + "\"");
        assertThat(full.sent.getFirst()).contains("\"hash\":\"" + signed.hash() + "\"");
        assertThat(full.closed).isEmpty();
        assertThat(failing.closed).containsExactly(1013);
    }

    @Test
    void aClientThatTakesNothingFallsBehindAndIsClosedWith1013() throws Exception {
        Client stalled = subscribe(new Interest.NewHeads(), NEVER_TAKES);
        Client other = subscribe(new Interest.NewHeads(), 0);
        List<TestBlock> blocks = TestBlock.genesis("a").branch("a", 1, BLOCKS);
        blocks.forEach(block -> take(block.header()));
        waitUntil(() -> other.sent.size() == BLOCKS);
        waitUntil(() -> !stalled.closed.isEmpty());
        // Half of the queue.
        assertThat(stalled.sent).hasSize(QUEUE_MESSAGES / 2);
        assertThat(stalled.closed).containsExactly(1013);
        assertThat(service.stats().behind()).isEqualTo(1);
        assertThat(service.stats().dropped(WsStats.Dropped.SLOW)).isEqualTo(1);
    }

    @Test
    void aClientWithRoomAgainInTheMiddleOfAStepIsSentTheKeptNoticesFirst() throws Exception {
        Client slow = subscribe(new Interest.NewHeads(), NEVER_TAKES);
        Client between = subscribe(new Interest.NewHeads(), 0);
        subscribe(slow, "0x2", new Interest.NewHeads());
        List<TestBlock> blocks = TestBlock.genesis("a").branch("a", 1, QUEUE_MESSAGES);
        // The first notice of the third block does not fit. The client makes room before the second one is offered.
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
    void aSubscriptionDoesNotJoinInTheMiddleOfAStep() throws Exception {
        List<TestBlock> blocks = TestBlock.genesis("a").branch("a", 1, 4);
        Client joining = new Client(0);
        Client other = subscribe(new Interest.NewHeads(), 0);
        other.heard = count -> {
            if (count == 2) {
                join(joining, blocks.getFirst().header().id());
            }
        };
        blocks.forEach(block -> take(block.header()));
        waitUntil(() -> other.sent.size() == blocks.size());
        // The second block must be read from the store, which is empty here, so the connection is closed.
        waitUntil(() -> !joining.closed.isEmpty());
        assertThat(joining.sent).isEmpty();
    }

    @Test
    void aClientThatHasSeenTheLastStepGetsTheNextWithoutTheStore() throws Exception {
        List<TestBlock> blocks = TestBlock.genesis("a").branch("a", 1, 2);
        Client joining = new Client(0);
        AtomicInteger done = new AtomicInteger();
        service.stats().recordFanout(nanos -> done.incrementAndGet());
        take(blocks.getFirst().header());
        waitUntil(() -> done.get() == 1);
        onLoop(() -> join(joining, blocks.getFirst().header().id()));
        take(blocks.getLast().header());
        // The store is empty here: reading it would close the connection.
        waitUntil(() -> done.get() == 2);
        assertThat(joining.closed).isEmpty();
        assertThat(joining.sent).hasSize(1);
        assertThat(joining.sent.getFirst()).contains(blocks.getLast().hash().toString());
    }

    @Test
    void aClientThatHasSeenTheBlockAfterALossGetsTheNextStepWithoutTheStore() throws Exception {
        List<TestBlock> blocks = TestBlock.genesis("a").branch("a", 1, 2);
        Client joining = new Client(0);
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
    void aSubscriptionEndedWhileItResumesDoesNotBecomeLive() throws Exception {
        Header head = growStore(1).getLast();
        Client client = new Client(0);
        Subscription ended = client.subscription("0x1");
        Subscription other = client.subscription("0x2");
        onLoop(() -> {
            fanout.resume(ended, client.feed, head.id());
            fanout.resume(other, client.feed, head.id());
            all.remove(ended, client.feed);
            fanout.startAfter(head.id());
        });
        waitUntil(() -> isLive(other));
        assertThat(isLive(ended)).isFalse();
        assertThat(client.feed.members()).containsExactly(other);
    }

    @Test
    void aSubscriptionEndedWhileItsClientIsBehindDoesNotBecomeLiveAgain() throws Exception {
        Client slow = new Client(NEVER_TAKES);
        Subscription ended = slow.subscription("0x1");
        Subscription other = slow.subscription("0x2");
        onLoop(() -> List.of(ended, other).forEach(subscription -> fanout.add(subscription, slow.feed)));
        growStore(QUEUE_MESSAGES).forEach(this::take);
        waitUntil(() -> service.stats().behind() == 1);
        onLoop(() -> {
            assertThat(slow.feed.state()).isEqualTo(ChainFeed.State.RESUMING);
            all.remove(ended, slow.feed);
        });
        waitUntil(() -> {
            onLoop(slow::takeAll);
            return isLive(other);
        });
        assertThat(isLive(ended)).isFalse();
        assertThat(slow.feed.members()).containsExactly(other);
        assertThat(slow.closed).isEmpty();
    }

    @Test
    void aSubscriptionMadeWhileItsClientIsBehindBeginsWithTheNextStepAndMissesNothing() throws Exception {
        List<Header> blocks = growStore(2 * QUEUE_MESSAGES);
        Client slow = new Client(NEVER_TAKES);
        Subscription first = slow.subscription("0x1");
        onLoop(() -> fanout.add(first, slow.feed));
        int offered = QUEUE_MESSAGES;
        blocks.subList(0, offered).forEach(this::take);
        waitUntil(() -> service.stats().behind() == 1);
        waitUntil(() -> blocks.get(offered - 1).id().equals(position()));
        Subscription second = slow.subscription("0x2");
        onLoop(() -> {
            Subscriptions.Pending pending = all.add(second, slow.feed, null);
            assertThat(all.activate(pending)).isTrue();
        });
        blocks.subList(offered, blocks.size()).forEach(this::take);
        waitUntil(() -> {
            onLoop(slow::takeAll);
            return isLive(first) && isLive(second);
        });
        assertThat(slow.hashes("0x1")).containsExactlyElementsOf(hashes(blocks));
        assertThat(slow.hashes("0x2")).containsExactlyElementsOf(hashes(blocks.subList(offered, blocks.size())));
    }

    @Test
    void aClientThatFallsBehindWithASubscriptionThatIsNotLiveYetStallsNoOther() throws Exception {
        Client stalled = subscribe(new Interest.NewHeads(), NEVER_TAKES);
        Client other = subscribe(new Interest.NewHeads(), 0);
        List<TestBlock> blocks = TestBlock.genesis("a").branch("a", 1, QUEUE_MESSAGES);
        onLoop(() -> {
            // The first of its kind, and it still resumes.
            Subscription resuming = new Subscription(stalled.connection, "0x2", new Interest.Receipts(Set.of()));
            resuming.activate();
            stalled.feed.resume(resuming, blocks.getFirst().header().id());
        });
        blocks.forEach(block -> take(block.header()));
        waitUntil(() -> other.sent.size() == blocks.size());
        assertThat(service.stats().behind()).isEqualTo(1);
    }

    @Test
    void wantsTheLogsOfItsLastBlockAndOfNoneAfterIt() {
        Interest.Logs upTo2 = new Interest.Logs(LogCriteria.ALL, LogCriteria.ALL.bloomTest(), 2);
        Subscription subscription = new Subscription(new Client(0).connection, "0x1", upTo2);
        List<TestBlock> blocks = TestBlock.genesis("a").branch("a", 1, 3);
        assertThat(blocks.stream().map(TestBlock::header).filter(subscription::mayWantLogsOf))
                .extracting(Header::number)
                .containsExactly(1L, 2L);
    }

    /** Adds blocks to the store and serves the last one as the head. */
    private List<Header> growStore(int blocks) {
        LogChain.Step step = new LogChain(1).grow(blocks);
        step.applyTo(store);
        List<Header> headers =
                step.made().stream().map(LogChain.MadeBlock::header).toList();
        heads.serve(headers.getLast());
        return headers;
    }

    private static List<String> hashes(List<Header> headers) {
        return headers.stream().map(header -> header.hash().toString()).toList();
    }

    /** Adds a subscription of a client that has seen the chain up to a block. Must be called on the event loop. */
    private void join(Client client, BlockId at) {
        fanout.resume(client.subscription("0x1"), client.feed, at);
    }

    private boolean isLive(Subscription subscription) {
        AtomicBoolean live = new AtomicBoolean();
        onLoop(() -> live.set(fanout.isLive(subscription)));
        return live.get();
    }

    private @Nullable BlockId position() {
        AtomicReference<@Nullable BlockId> position = new AtomicReference<>();
        onLoop(() -> position.set(fanout.position()));
        return position.get();
    }

    /** A client of the fan-out, without a server. */
    private final class Client {
        final List<String> sent = Collections.synchronizedList(new ArrayList<>());
        final List<Integer> closed = Collections.synchronizedList(new ArrayList<>());
        final List<Promise<Object>> untaken = new ArrayList<>();
        final WsConnection connection;
        final ChainFeed feed;
        IntConsumer heard = count -> {};

        /** @param failsAt the message, counted from 1, at which its socket throws; 0: none; or {@link #NEVER_TAKES} */
        Client(int failsAt) {
            connection = new WsConnection(
                    vertx, socket(this, failsAt), service.config().limits(), service.stats());
            feed = all.newFeed(connection);
        }

        /** Returns a subscription to heads whose id the client knows. */
        Subscription subscription(String id) {
            Subscription subscription = new Subscription(connection, id, new Interest.NewHeads());
            subscription.activate();
            return subscription;
        }

        /** Takes what was sent so far. */
        void takeAll() {
            List<Promise<Object>> taken = List.copyOf(untaken);
            untaken.removeAll(taken);
            taken.forEach(Promise::tryComplete);
        }

        /** Returns the hashes of the heads that a subscription was sent. */
        List<String> hashes(String id) {
            return List.copyOf(sent).stream()
                    .filter(text -> text.contains("\"subscription\":\"" + id + "\""))
                    .map(text -> text.replaceAll(".*\"hash\":\"(0x[0-9a-f]{64})\".*", "$1"))
                    .toList();
        }
    }

    /** @param failsAt as in {@link Client} */
    private Client subscribe(Interest interest, int failsAt) {
        Client client = new Client(failsAt);
        subscribe(client, "0x1", interest);
        return client;
    }

    private void subscribe(Client client, String id, Interest interest) {
        onLoop(() -> {
            Subscription subscription = new Subscription(client.connection, id, interest);
            all.add(subscription, client.feed, null);
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
        fanout.take(new StepNotices(new ChainStep(header, false), service.reader()));
    }

    /** Returns a header without a state root, which cannot be encoded. */
    @SuppressWarnings("NullAway") // null on purpose
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

    private void onLoop(Runnable action) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.runOnContext(ignored -> {
            try {
                action.run();
                done.complete(null);
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        });
        done.orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static void waitUntil(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 2_000 && !condition.getAsBoolean(); i++) {
            Thread.sleep(5);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}

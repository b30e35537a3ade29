package dev.drover.ws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.chain.Body;
import dev.drover.chain.Hash;
import dev.drover.chain.Header;
import dev.drover.config.WsConfig;
import dev.drover.head.HeadChange;
import dev.drover.rpc.encode.CatchUp;
import dev.drover.testing.LogChain;
import dev.drover.testing.MadeReplica;
import dev.drover.testing.WsClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that follows the chain by notifications alone knows the whole chain. */
@Tag("slow")
final class AnnouncementsTest {
    private static final int STEPS = 120;

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void announcesTheWholeChainInOrderEvenIfChangesAreLost(int announcedOneIn) throws Exception {
        Random random = new Random(announcedOneIn);
        LogChain chain = new LogChain(1);
        try (MadeReplica replica = new MadeReplica();
                ChainClient client = new ChainClient(replica.ws().port())) {
            for (int i = 0; i < STEPS; i++) {
                LogChain.Step step = step(chain, random);
                if (i == 0 || i == STEPS - 1 || random.nextInt(announcedOneIn) == 0) {
                    replica.take(step);
                } else {
                    replica.takeSilently(step);
                }
            }
            client.listenUntil(chain.canonical().getLast());
            assertKnows(client, chain);
            if (announcedOneIn > 1) {
                assertThat(replica.ws().stats().missedChanges()).isPositive();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void bringsAClientThatReconnectsUpToDate(long seed) throws Exception {
        Random random = new Random(seed);
        LogChain chain = new LogChain(seed);
        try (MadeReplica one = new MadeReplica();
                MadeReplica two = new MadeReplica()) {
            List<MadeReplica> replicas = List.of(one, two);
            ChainClient client = new ChainClient(one.ws().port());
            LogChain.Step first = chain.grow(1);
            replicas.forEach(replica -> replica.take(first));
            client.listenUntil(chain.canonical().getLast());
            int reorgs = 0;
            while (reorgs < 20) {
                LogChain.Step step = step(chain, random);
                reorgs += step.change().reverted().isEmpty() ? 0 : 1;
                replicas.forEach(replica -> replica.take(step));
                switch (random.nextInt(4)) {
                    case 0 ->
                        client.reconnect(replicas.get(random.nextInt(2)).ws().port());
                    case 1 -> client.listenUntil(chain.canonical().getLast());
                    case 2 -> client.listen();
                    default -> {}
                }
            }
            client.reconnect(two.ws().port());
            client.listenUntil(chain.canonical().getLast());
            assertKnows(client, chain);
            assertThat(two.ws().stats().resumedBlocks()).isPositive();
            client.close();
        }
    }

    @Test
    void doesNotNeedAChangeToNoticeThatTheHeadMoved() throws Exception {
        LogChain chain = new LogChain(5);
        try (MadeReplica replica = new MadeReplica();
                ChainClient client = new ChainClient(replica.ws().port())) {
            replica.take(chain.grow(2));
            replica.takeSilently(chain.reorg(1, 2));
            client.listenUntil(chain.canonical().getLast());
            assertKnows(client, chain);
        }
    }

    @Test
    void readsTheStoreWhereAChangeLeavesBlocksOut() throws Exception {
        LogChain chain = new LogChain(14);
        try (MadeReplica replica = new MadeReplica();
                ChainClient client = new ChainClient(replica.ws().port())) {
            replica.take(chain.grow(2));
            client.listenUntil(chain.canonical().getLast());
            for (int left = 0; left < 4; left++) {
                LogChain.Step step = chain.grow(4);
                replica.takeSilently(step);
                replica.announce(without(step.change(), left));
                client.listenUntil(chain.canonical().getLast());
            }
            LogChain.Step reorg = chain.reorg(2, 3);
            replica.takeSilently(reorg);
            replica.announce(new HeadChange(
                    reorg.change().head(),
                    reorg.change().reverted().subList(0, 1),
                    reorg.change().added()));
            client.listenUntil(chain.canonical().getLast());
            assertKnows(client, chain);
            assertThat(replica.ws().stats().missedChanges()).isEqualTo(5);
        }
    }

    @Test
    void beginsWithTheFirstHeadThatOnlyOtherReplicasCouldServe() throws Exception {
        LogChain chain = new LogChain(16);
        try (MadeReplica replica = new MadeReplica();
                ChainClient client = new ChainClient(replica.ws().port())) {
            LogChain.Step burst = chain.grow(6);
            replica.miss(burst.change().added().getFirst());
            replica.takeSilently(burst);
            HeadChange change = burst.change();
            replica.announce(new HeadChange(
                    change.head(), List.of(), List.of(change.added().getLast())));
            client.listenUntil(chain.canonical().getLast());
            assertKnows(client, chain);
        }
    }

    @Test
    void acceptsChangesThatMoveOnlyTags() throws Exception {
        LogChain chain = new LogChain(15);
        try (MadeReplica replica = new MadeReplica();
                ChainClient client = new ChainClient(replica.ws().port())) {
            for (int i = 0; i < 3; i++) {
                LogChain.Step step = chain.grow(1);
                replica.take(step);
                replica.announce(new HeadChange(step.change().head().at(100 + i), List.of(), List.of()));
            }
            client.listenUntil(chain.canonical().getLast());
            assertKnows(client, chain);
            assertThat(replica.ws().stats().missedChanges()).isZero();
        }
    }

    private static HeadChange without(HeadChange change, int index) {
        List<Header> added = new ArrayList<>(change.added());
        added.remove(index);
        return new HeadChange(change.head(), change.reverted(), added);
    }

    @Test
    void refusesToResumeWhereItCannot() throws Exception {
        LogChain chain = new LogChain(6);
        try (MadeReplica replica = new MadeReplica(limits(5, 10_000));
                WsClient client = new WsClient(replica.ws().port(), null)) {
            assertThat(subscribe(client, "\"newHeads\",{\"fromBlock\":\"0x0\"}"))
                    .contains("no head yet");
            replica.take(chain.grow(10));
            assertThat(subscribe(client, "\"newHeads\",{\"fromBlock\":\"0x4\"}"))
                    .contains("-32005", "cannot resume over more than 5 blocks");
            assertThat(subscribe(client, "\"newHeads\",{\"fromBlock\":\"0xb\"}"))
                    .contains("-32602", "beyond current head");
            assertThat(subscribe(client, "\"logs\",{\"fromBlockHash\":\"" + Hash.ZERO + "\"}"))
                    .contains("-32000", "unknown block");
            assertThat(subscribe(client, "\"logs\",{\"fromBlock\":\"0x5\",\"toBlock\":\"0x4\"}"))
                    .contains("-32602", "invalid block range params");
            assertThat(replica.ws().stats().subscriptions()).isZero();
            assertThat(subscribe(client, "\"newHeads\",{\"fromBlock\":\"0x5\"}"))
                    .contains("result");
            for (int number = 5; number < 10; number++) {
                assertThat(client.next()).contains("\"number\":\"0x" + number);
            }
            assertThat(subscribe(client, "\"newHeads\",{\"fromBlock\":\"0xa\"}"))
                    .contains("result");
            replica.take(chain.grow(1));
            assertThat(client.next()).contains("\"number\":\"0xa\"");
            assertThat(client.next()).contains("\"number\":\"0xa\"");
        }
    }

    @Test
    void resumesNoFasterThanTheClientReads() throws Exception {
        LogChain chain = new LogChain(7);
        // The three logs of one block fit into the queue, those of all blocks do not.
        try (MadeReplica replica = new MadeReplica(limits(1_000, 8));
                WsClient client = new WsClient(replica.ws().port(), null)) {
            replica.take(chain.grow(300));
            assertThat(subscribe(client, "\"logs\",{\"fromBlock\":\"0x0\"}")).contains("result");
            for (LogChain.MadeBlock block : chain.canonical()) {
                for (int i = 0; i < block.logs().size(); i++) {
                    assertThat(client.next())
                            .contains(block.header().hash().toString(), "\"logIndex\":\"0x" + i + "\"");
                }
            }
            assertThat(replica.ws().stats().dropped(WsStats.Dropped.SLOW)).isZero();
        }
    }

    @Test
    void sendsOnlyTheLogsAskedFor() throws Exception {
        LogChain chain = new LogChain(8);
        try (MadeReplica replica = new MadeReplica();
                WsClient client = new WsClient(replica.ws().port(), null)) {
            subscribe(client, "\"logs\",{\"address\":\"" + LogChain.address(1) + "\",\"toBlock\":\"0x2\"}");
            subscribe(client, "\"logs\",{\"topics\":[[\"" + LogChain.topic(0) + "\",\"" + LogChain.topic(2) + "\"]]}");
            subscribe(client, "\"logs\",{\"topics\":[null,\"" + LogChain.topic(0) + "\"]}");
            replica.take(chain.grow(4));
            List<String> heard = new ArrayList<>();
            for (int i = 0; i < 11; i++) {
                JsonNode log = client.nextJson().at("/params/result");
                heard.add(Integer.decode(log.path("blockNumber").asText()) + "/"
                        + Integer.decode(log.path("logIndex").asText()));
            }
            assertThat(heard)
                    .containsExactly("0/1", "0/0", "0/2", "1/1", "1/0", "1/2", "2/1", "2/0", "2/2", "3/0", "3/2");
        }
    }

    @Test
    void sendsReceiptsOfAddedBlocksAndOnlyThoseAskedFor() throws Exception {
        LogChain chain = new LogChain(11);
        try (MadeReplica replica = new MadeReplica();
                WsClient client = new WsClient(replica.ws().port(), null)) {
            subscribe(client, "\"newHeads\"");
            replica.take(chain.grow(2));
            assertThat(client.next()).contains("\"number\":\"0x0\"");
            assertThat(client.next()).contains("\"number\":\"0x1\"");
            LogChain.Step step = chain.reorg(1, 2);
            Hash wanted = Body.decode(step.made().getLast().body())
                    .transactions()
                    .get(1)
                    .hash();
            subscribe(client, "\"transactionReceipts\",{\"transactionHashes\":[\"" + wanted + "\"]}");
            subscribe(client, "\"transactionReceipts\"");
            replica.take(step);
            for (LogChain.MadeBlock block : step.made()) {
                String hash = block.header().hash().toString();
                assertThat(client.nextJson().at("/params/result/hash").asText()).isEqualTo(hash);
                if (block.header().number() == 2) {
                    JsonNode one = client.nextJson().at("/params/result");
                    assertThat(one).hasSize(1);
                    assertThat(one.get(0).path("transactionHash").asText()).isEqualTo(wanted.toString());
                }
                assertThat(client.nextJson().at("/params/result"))
                        .hasSize(3)
                        .allMatch(receipt -> receipt.path("blockHash").asText().equals(hash));
            }
        }
    }

    @Test
    void closesClientsThatMissedUnreadableBlocksAndServesNewOnes() throws Exception {
        LogChain chain = new LogChain(12);
        try (MadeReplica replica = new MadeReplica(limits(5, 10_000));
                WsClient client = new WsClient(replica.ws().port(), null)) {
            replica.take(chain.grow(1));
            subscribe(client, "\"newHeads\"");
            replica.takeSilently(chain.grow(10));
            assertThat(client.closeCode()).isEqualTo(1013);
            assertThat(replica.ws().stats().dropped(WsStats.Dropped.LOST)).isEqualTo(1);
            try (WsClient next = new WsClient(replica.ws().port(), null)) {
                subscribe(next, "\"newHeads\"");
                replica.take(chain.grow(1));
                assertThat(next.next()).contains("\"number\":\"0xb\"");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            logs|{"topics":[null,null,null,null,null]}|exceed max topics
            logs|{"toBlock":"pending"}|pending logs are not supported
            logs|{"address":"0x1"}|invalid argument 1: invalid address: hex string of odd length
            logs|7|invalid argument 1: json: cannot unmarshal number into Go value of type filters.input
            newHeads|{"fromBlock":"0x1","fromBlockHash":"0x1"}|cannot specify both
            newHeads|{"fromBlockHash":"0x1"}|hex string of odd length into Go value of type common.Hash
            transactionReceipts|{"transactionHashes":7}|cannot unmarshal number
            syncing|{}|too many arguments, want at most 1
            """)
    void refusesInvalidArgumentsWithGethsMessages(String kind, String argument, String error) throws Exception {
        LogChain chain = new LogChain(9);
        try (MadeReplica replica = new MadeReplica();
                WsClient client = new WsClient(replica.ws().port(), null)) {
            replica.take(chain.grow(1));
            assertThat(subscribe(client, "\"" + kind + "\"," + argument)).contains(error);
            assertThat(replica.ws().stats().subscriptions()).isZero();
        }
    }

    @Test
    void notifiesOfSyncProgress() throws Exception {
        LogChain chain = new LogChain(10);
        try (MadeReplica replica = new MadeReplica();
                WsClient client = new WsClient(replica.ws().port(), null)) {
            replica.take(chain.grow(3));
            replica.servers().setSyncing(new CatchUp(1, 10, 10));
            subscribe(client, "\"syncing\"");
            assertThat(client.next())
                    .contains("\"syncing\":true,\"status\":{\"startingBlock\":\"0x1\",\"currentBlock\":\"0x2\"");
            replica.servers().setSyncing(null);
            assertThat(client.next()).contains("\"result\":false}");
            subscribe(client, "\"syncing\"");
            assertThat(client.next()).contains("\"result\":false}");
        }
    }

    @Test
    void sendsTheSyncedStatusOnceToAnEarlySubscriber() throws Exception {
        LogChain chain = new LogChain(10);
        try (MadeReplica replica = new MadeReplica();
                WsClient client = new WsClient(replica.ws().port(), null)) {
            replica.take(chain.grow(3));
            subscribe(client, "\"syncing\"");
            assertThat(client.next()).contains("\"result\":false}");
            // Longer than the interval at which the status is checked.
            Thread.sleep(1_500);
            assertThat(client.isQuiet()).isTrue();
        }
    }

    @Test
    void subscribesOnceInABatchAfterASubscriptionThatReadsTheStore() throws Exception {
        LogChain chain = new LogChain(13);
        try (MadeReplica replica = new MadeReplica();
                WsClient client = new WsClient(replica.ws().port(), null)) {
            replica.take(chain.grow(2));
            String call = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_subscribe\",\"params\":";
            // The start of the first one is looked up in a lane. The second one is made on the event loop.
            client.send("[" + call + "[\"logs\",{\"fromBlock\":\"0x2\"}]}," + call + "[\"newHeads\"]}]");
            JsonNode heads = client.nextJson().at("/1/result");
            assertThat(replica.ws().stats().subscriptions()).isEqualTo(2);
            replica.take(chain.grow(1));
            JsonNode notification = client.nextJson();
            assertThat(notification.at("/params/subscription")).isEqualTo(heads);
        }
    }

    private static String subscribe(WsClient client, String params) throws InterruptedException {
        return client.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_subscribe\",\"params\":[" + params + "]}")
                .next();
    }

    private static WsConfig.Limits limits(int resumeBlocks, int messages) {
        Duration time = Duration.ofSeconds(30);
        return new WsConfig.Limits(
                10,
                1 << 20,
                10,
                10,
                time,
                time,
                new WsConfig.Queue(messages, 1 << 20, Duration.ofSeconds(5)),
                resumeBlocks);
    }

    private static LogChain.Step step(LogChain chain, Random random) {
        int depth = chain.canonical().size() < 8 || random.nextInt(3) > 0 ? 0 : random.nextInt(1, 6);
        return chain.reorg(depth, depth + random.nextInt(1, 4));
    }

    private static void assertKnows(ChainClient client, LogChain chain) {
        List<String> hashes = new ArrayList<>();
        List<String> logs = new ArrayList<>();
        for (LogChain.MadeBlock block : chain.canonical()) {
            String hash = block.header().hash().toString();
            hashes.add(hash);
            for (int i = 0; i < block.logs().size(); i++) {
                logs.add(hash + "/" + i);
            }
        }
        assertThat(client.chain()).isEqualTo(hashes);
        assertThat(client.logs()).isEqualTo(logs);
    }
}

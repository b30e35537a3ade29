package dev.drover.rpc.filter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.chain.Senders;
import dev.drover.chain.Transaction;
import dev.drover.config.LogsConfig;
import dev.drover.rpc.MethodTable;
import dev.drover.testing.InMemoryStore;
import dev.drover.testing.LegacyTransaction;
import dev.drover.testing.LocalRpc;
import dev.drover.testing.LogChain;
import dev.drover.testing.ManualClock;
import dev.drover.testing.ManualHeads;
import dev.drover.txpool.RecentTransactions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Polls of filters at one replica and at several. */
final class EthFiltersTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ManualClock clock = new ManualClock(1_700_000_000);
    private final List<Replica> replicas = new ArrayList<>();
    /** Whether replicas hear each other's notes. */
    private boolean pooled;

    /** A replica whose methods are called without a network. */
    private final class Replica {
        final InMemoryStore store = new InMemoryStore();
        final ManualHeads heads = new ManualHeads(store);
        final RecentTransactions pending = new RecentTransactions(10);
        final FilterPositions positions = new FilterPositions(clock, 1_000, EthFiltersTest.this::tell);
        final LocalRpc rpc;

        Replica(long logsMax) {
            MethodTable table = new MethodTable();
            EthFilters.register(table, new LogsConfig(0, 1_000, logsMax), positions, pending, new Senders(100));
            rpc = new LocalRpc(table, heads);
            replicas.add(this);
        }

        void take(LogChain.Step step) {
            step.applyTo(store);
            heads.serve(step.made().getLast().header());
        }

        JsonNode call(String method, String params) {
            try {
                return JSON.readTree(rpc.call(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":[" + params + "]}"));
            } catch (JsonProcessingException e) {
                throw new AssertionError(e);
            }
        }

        String make(String method, String params) {
            return "\"" + call(method, params).path("result").asText() + "\"";
        }
    }

    @AfterEach
    void close() {
        replicas.forEach(replica -> replica.rpc.close());
    }

    private void tell(byte[] note) {
        if (pooled) {
            replicas.forEach(replica -> replica.positions.heard(note));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 100000", "1, 4", "3, 100000", "3, 4"})
    void tellAllThatHappensWhicheverReplicaIsPolled(int count, long logsMax) {
        Random random = new Random(count);
        LogChain chain = new LogChain(count);
        for (int i = 0; i < count; i++) {
            new Replica(logsMax);
        }
        LogChain.Step first = chain.grow(2);
        replicas.forEach(replica -> replica.take(first));
        String id = replicas.getFirst().make("eth_newFilter", "{}");
        Set<String> told = new LinkedHashSet<>();
        for (int i = 0; i < 60; i++) {
            int depth = chain.canonical().size() < 12 || random.nextInt(3) > 0 ? 0 : random.nextInt(1, 6);
            LogChain.Step step = chain.reorg(depth, depth + random.nextInt(1, 4));
            replicas.forEach(replica -> replica.take(step));
            poll(replicas.get(random.nextInt(count)), id, told, count == 1);
        }
        for (Replica replica : replicas) {
            while (poll(replica, id, told, count == 1) > 0) {
                // An answer may be full before all is told.
            }
        }
        assertThat(told).containsExactlyInAnyOrderElementsOf(logsSince(chain, 2));
    }

    @ParameterizedTest
    @ValueSource(longs = {100_000, 4})
    void tellAllOnceWhicheverReplicaOfAPoolIsPolled(long logsMax) {
        pooled = true;
        Random random = new Random(logsMax);
        LogChain chain = new LogChain(7);
        List<LogChain.Step> steps = new ArrayList<>(List.of(chain.grow(2)));
        int[] taken = new int[3];
        for (int i = 0; i < taken.length; i++) {
            new Replica(logsMax);
            replicas.get(i).take(steps.getFirst());
        }
        String id = replicas.getFirst().make("eth_newFilter", "{}");
        String blocks = replicas.getFirst().make("eth_newBlockFilter", "");
        Set<String> told = new LinkedHashSet<>();
        Set<String> toldBlocks = new LinkedHashSet<>();
        for (int i = 0; i < 120; i++) {
            int depth = chain.canonical().size() < 12 || random.nextInt(3) > 0 ? 0 : random.nextInt(1, 6);
            steps.add(chain.reorg(depth, depth + random.nextInt(1, 4)));
            for (int j = 0; j < taken.length; j++) {
                // Some are behind: they know of positions that they have not reached.
                while (taken[j] + 1 < steps.size() && (j == 0 || random.nextInt(3) > 0)) {
                    replicas.get(j).take(steps.get(++taken[j]));
                }
            }
            poll(replicas.get(random.nextInt(taken.length)), id, told, true);
            for (JsonNode block : replicas.get(random.nextInt(taken.length))
                    .call("eth_getFilterChanges", blocks)
                    .path("result")) {
                assertThat(toldBlocks.add(block.asText())).isTrue();
            }
        }
        while (poll(replicas.getFirst(), id, told, true) > 0) {
            // An answer may be full before all is told.
        }
        assertThat(told).containsExactlyInAnyOrderElementsOf(logsSince(chain, 2));
    }

    private void poolOfTwo() {
        pooled = true;
        LogChain.Step first = new LogChain(3).grow(3);
        new Replica(0).take(first);
        new Replica(0).take(first);
    }

    @Test
    void areUninstalledInAWholePool() {
        poolOfTwo();
        String id = replicas.getFirst().make("eth_newFilter", "{}");
        assertThat(replicas.get(1)
                        .call("eth_uninstallFilter", id)
                        .path("result")
                        .asBoolean())
                .isTrue();
        for (Replica replica : replicas) {
            assertThat(replica.call("eth_getFilterChanges", id)
                            .at("/error/message")
                            .asText())
                    .isEqualTo("filter not found");
        }
    }

    @Test
    void liveInAWholePoolWhileOneReplicaIsPolled() {
        poolOfTwo();
        String id = replicas.getFirst().make("eth_newFilter", "{}");
        for (int minute = 0; minute < 12; minute++) {
            clock.advance(Duration.ofMinutes(1));
            assertThat(replicas.getFirst().call("eth_getFilterChanges", id).has("result"))
                    .isTrue();
        }
        assertThat(replicas.get(1).call("eth_getFilterChanges", id).path("result"))
                .isEmpty();
    }

    @Test
    void tellOfBlocks() {
        LogChain chain = new LogChain(1);
        Replica replica = new Replica(0);
        replica.take(chain.grow(3));
        String id = replica.make("eth_newBlockFilter", "");
        assertThat(replica.call("eth_getFilterChanges", id).path("result")).isEmpty();
        replica.take(chain.grow(2));
        replica.take(chain.reorg(1, 2));
        JsonNode blocks = replica.call("eth_getFilterChanges", id).path("result");
        assertThat(blocks).hasSize(3);
        for (int i = 0; i < 3; i++) {
            assertThat(blocks.get(i).asText())
                    .isEqualTo(chain.canonical().get(3 + i).header().hash().toString());
        }
        assertThat(replica.call("eth_getFilterLogs", id).at("/error/message").asText())
                .isEqualTo("filter not found");
    }

    @Test
    void waitAtAReplicaThatIsBehind() {
        LogChain chain = new LogChain(2);
        Replica ahead = new Replica(0);
        Replica behind = new Replica(0);
        LogChain.Step first = chain.grow(3);
        LogChain.Step second = chain.grow(1);
        LogChain.Step third = chain.grow(1);
        ahead.take(first);
        behind.take(first);
        ahead.take(second);
        String id = ahead.make("eth_newBlockFilter", "");
        assertThat(behind.call("eth_getFilterChanges", id).path("result")).isEmpty();
        behind.take(second);
        behind.take(third);
        assertThat(behind.call("eth_getFilterChanges", id).path("result")).hasSize(1);
    }

    @Test
    void expireAndAreUninstalled() {
        LogChain chain = new LogChain(3);
        Replica replica = new Replica(0);
        replica.take(chain.grow(3));
        String id = replica.make("eth_newBlockFilter", "");
        clock.advance(Duration.ofMinutes(4));
        assertThat(replica.call("eth_getFilterChanges", id).has("result")).isTrue();
        clock.advance(Duration.ofMinutes(4));
        assertThat(replica.call("eth_getFilterChanges", id).has("result")).isTrue();
        assertThat(replica.call("eth_uninstallFilter", id).path("result").asBoolean())
                .isTrue();
        assertThat(replica.call("eth_uninstallFilter", id).path("result").asBoolean(true))
                .isFalse();
        assertThat(replica.call("eth_getFilterChanges", id).at("/error/message").asText())
                .isEqualTo("filter not found");
        String forgotten = replica.make("eth_newBlockFilter", "");
        clock.advance(Duration.ofMinutes(6));
        assertThat(replica.call("eth_getFilterChanges", forgotten)
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32000);
        clock.advance(Duration.ofMinutes(60));
        assertThat(replica.call("eth_getFilterChanges", forgotten).has("error")).isTrue();
    }

    @Test
    void tellOfPendingTransactions() {
        LogChain chain = new LogChain(4);
        Replica replica = new Replica(0);
        replica.take(chain.grow(1));
        String hashes = replica.make("eth_newPendingTransactionFilter", "");
        Transaction one = transaction(1);
        clock.advance(Duration.ofSeconds(1));
        replica.pending.add(one, clock.millis());
        clock.advance(Duration.ofSeconds(1));
        assertThat(replica.call("eth_getFilterChanges", hashes).path("result").toString())
                .isEqualTo("[\"" + one.hash() + "\"]");
        assertThat(replica.call("eth_getFilterChanges", hashes).path("result")).isEmpty();
    }

    @Test
    void tellOfPendingTransactionsInFull() {
        LogChain chain = new LogChain(4);
        Replica replica = new Replica(0);
        replica.take(chain.grow(1));
        String full = replica.make("eth_newPendingTransactionFilter", "true");
        clock.advance(Duration.ofSeconds(1));
        replica.pending.add(transaction(1), clock.millis());
        clock.advance(Duration.ofSeconds(1));
        JsonNode told = replica.call("eth_getFilterChanges", full).path("result");
        assertThat(told).hasSize(1);
        assertThat(told.get(0).path("hash").asText())
                .isEqualTo(transaction(1).hash().toString());
    }

    @Test
    void tellOfTheirRangeOnlyAndOfNoMoreLogsAtATimeThanAllowed() {
        LogChain chain = new LogChain(6);
        Replica replica = new Replica(3);
        replica.take(chain.grow(2));
        String id = replica.make("eth_newFilter", "{\"fromBlock\":\"0x0\",\"toBlock\":\"0x3\"}");
        replica.take(chain.grow(4));
        for (String number : List.of("0x2", "0x3")) {
            JsonNode told = replica.call("eth_getFilterChanges", id).path("result");
            assertThat(told)
                    .hasSize(3)
                    .allMatch(log -> log.path("blockNumber").asText().equals(number));
        }
        assertThat(replica.call("eth_getFilterChanges", id).path("result")).isEmpty();
    }

    @Test
    void sayNothingOfAHeadThatIsOlderThanWhatWasTold() {
        LogChain chain = new LogChain(7);
        Replica replica = new Replica(0);
        replica.take(chain.grow(2));
        String id = replica.make("eth_newFilter", "{}");
        replica.take(chain.grow(2));
        assertThat(replica.call("eth_getFilterChanges", id).path("result")).hasSize(6);
        // As a poll sees it that began before the last one and is answered after it.
        replica.heads.serve(chain.canonical().get(2).header());
        assertThat(replica.call("eth_getFilterChanges", id).path("result")).isEmpty();
        replica.take(chain.grow(1));
        assertThat(replica.call("eth_getFilterChanges", id).path("result")).hasSize(3);
    }

    /** As in geth: the block is that of all its logs, while polls tell of what comes. */
    @Test
    void findTheLogsOfOneBlock() {
        LogChain chain = new LogChain(5);
        Replica replica = new Replica(0);
        replica.take(chain.grow(5));
        String hash = chain.canonical().get(2).header().hash().toString();
        String id = replica.make("eth_newFilter", "{\"blockHash\":\"" + hash + "\"}");
        assertThat(replica.call("eth_getFilterLogs", id).path("result"))
                .hasSize(3)
                .allMatch(log -> log.path("blockHash").asText().equals(hash));
        replica.take(chain.grow(1));
        assertThat(replica.call("eth_getFilterChanges", id).path("result"))
                .hasSize(3)
                .allMatch(log -> log.path("blockNumber").asText().equals("0x5"));
    }

    @Test
    void findWhatAnIdSaysOrNothing() {
        LogChain chain = new LogChain(5);
        Replica replica = new Replica(0);
        replica.take(chain.grow(5));
        String id = replica.make(
                "eth_newFilter",
                "{\"fromBlock\":\"0x1\",\"toBlock\":\"0x3\",\"address\":\"" + LogChain.address(0) + "\",\"topics\":[[\""
                        + LogChain.topic(0) + "\",\"" + Hash.ZERO + "\"]]}");
        assertThat(replica.call("eth_getFilterLogs", id).path("result")).hasSize(3);
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            StringBuilder damaged = new StringBuilder(id);
            int at = random.nextInt(3, id.length() - 1);
            damaged.setCharAt(at, damaged.charAt(at) == '7' ? '8' : '7');
            assertThat(replica.call("eth_getFilterLogs", damaged.toString())
                            .at("/error/message")
                            .asText())
                    .isEqualTo("filter not found");
        }
    }

    private int poll(Replica replica, String id, Set<String> told, boolean exact) {
        JsonNode changes = replica.call("eth_getFilterChanges", id).path("result");
        assertThat(changes.isArray()).isTrue();
        for (JsonNode log : changes) {
            String name =
                    log.path("blockHash").asText() + "/" + log.path("logIndex").asText();
            boolean fits = log.path("removed").asBoolean() ? told.remove(name) : told.add(name);
            assertThat(fits || !exact).isTrue();
        }
        return changes.size();
    }

    private static List<String> logsSince(LogChain chain, int first) {
        List<String> logs = new ArrayList<>();
        for (LogChain.MadeBlock block :
                chain.canonical().subList(first, chain.canonical().size())) {
            for (int i = 0; i < block.logs().size(); i++) {
                logs.add(block.header().hash() + "/0x" + i);
            }
        }
        return logs;
    }

    private static Transaction transaction(long nonce) {
        return Transaction.decode(LegacyTransaction.rlp(nonce, 1, 21_000, Address.ZERO, 0));
    }
}

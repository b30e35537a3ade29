package dev.drover.ws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drover.config.WsConfig;
import dev.drover.testing.LogChain;
import dev.drover.testing.MadeReplica;
import dev.drover.testing.StalledClient;
import dev.drover.testing.WsClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that reads slowly falls behind, misses nothing, and becomes live again. */
@Timeout(120)
final class SlowReaderTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int BLOCKS_AT_A_TIME = 50;

    /** A client that builds the chain only from its notifications. */
    private static final class Slow implements AutoCloseable {
        final List<String> chain = new ArrayList<>();
        final List<String> logs = new ArrayList<>();
        final StalledClient socket;
        int receipts;

        Slow(MadeReplica replica) throws Exception {
            socket = new StalledClient(replica.ws().port());
            for (String what : List.of("\"newHeads\"", "\"logs\",{}", "\"transactionReceipts\"")) {
                socket.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_subscribe\",\"params\":[" + what + "]}");
                assertThat(socket.read()).contains("result");
            }
        }

        /** Reads the next notification and asserts that it follows the one before. */
        void listen() throws Exception {
            JsonNode result = JSON.readTree(socket.read()).at("/params/result");
            if (result.has("parentHash")) {
                int number = Integer.decode(result.path("number").asText());
                chain.subList(number, chain.size()).clear();
                if (number > 0) {
                    assertThat(chain.getLast())
                            .isEqualTo(result.path("parentHash").asText());
                }
                chain.add(result.path("hash").asText());
            } else if (result.isArray()) {
                assertThat(result.at("/0/blockHash").asText()).isEqualTo(chain.getLast());
                receipts++;
            } else if (result.path("removed").asBoolean()) {
                assertThat(logs.remove(id(result))).isTrue();
            } else {
                assertThat(result.path("blockHash").asText()).isEqualTo(chain.getLast());
                logs.add(id(result));
            }
        }

        private static String id(JsonNode log) {
            return log.path("blockHash").asText() + "/"
                    + Integer.decode(log.path("logIndex").asText());
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void receivesEverythingAtItsPace() throws Exception {
        LogChain chain = new LogChain(21);
        WsConfig.Queue queue = new WsConfig.Queue(100, 1 << 20, LONG);
        try (MadeReplica replica = new MadeReplica(new WsConfig.Limits(10, 1 << 20, 10, 10, LONG, LONG, queue, 5));
                WsClient quick = new WsClient(replica.ws().port(), null);
                Slow slow = new Slow(replica)) {
            quick.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_subscribe\",\"params\":[\"newHeads\"]}")
                    .next();
            WsStats stats = replica.ws().stats();
            while (stats.behind() == 0) {
                replica.take(chain.grow(BLOCKS_AT_A_TIME));
                for (int i = 0; i < BLOCKS_AT_A_TIME; i++) {
                    quick.next();
                }
            }
            // Blocks that were announced are removed while the client does not read, and others are added.
            replica.take(chain.reorg(chain.canonical().size() - 1, 10));
            replica.take(chain.reorg(3, 20));
            String tip = chain.canonical().getLast().header().hash().toString();
            List<String> expected = logs(chain);
            while (slow.chain.isEmpty() || !slow.chain.getLast().equals(tip) || slow.logs.size() < expected.size()) {
                slow.listen();
            }
            assertThat(slow.chain).isEqualTo(hashes(chain));
            assertThat(slow.logs).isEqualTo(expected);
            slow.listen();
            assertThat(slow.receipts).isGreaterThanOrEqualTo(slow.chain.size());
            assertThat(stats.resumedBlocks()).isPositive();
            assertThat(stats.dropped(WsStats.Dropped.SLOW)).isZero();
            assertThat(stats.dropped(WsStats.Dropped.LOST)).isZero();
            becomesLiveAgain(replica, chain, slow);
        }
    }

    /** Asserts that nothing is read for this client alone once it is up to date. */
    private static void becomesLiveAgain(MadeReplica replica, LogChain chain, Slow slow) throws Exception {
        WsStats stats = replica.ws().stats();
        long before;
        do {
            before = stats.resumedBlocks();
            replica.take(chain.grow(1));
            for (int i = 0; i < 5; i++) {
                slow.listen();
            }
        } while (stats.resumedBlocks() > before);
        assertThat(slow.chain).isEqualTo(hashes(chain));
        assertThat(slow.logs).isEqualTo(logs(chain));
    }

    private static List<String> hashes(LogChain chain) {
        return chain.canonical().stream()
                .map(block -> block.header().hash().toString())
                .toList();
    }

    private static List<String> logs(LogChain chain) {
        List<String> logs = new ArrayList<>();
        for (LogChain.MadeBlock block : chain.canonical()) {
            for (int i = 0; i < block.logs().size(); i++) {
                logs.add(block.header().hash() + "/" + i);
            }
        }
        return Collections.unmodifiableList(logs);
    }
}

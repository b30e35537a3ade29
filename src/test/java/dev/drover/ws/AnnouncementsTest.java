package dev.drover.ws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.testing.LogChain;
import dev.drover.testing.MadeReplica;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a dapp knows that hears nothing but notifications is the chain. */
final class AnnouncementsTest {
    private static final int STEPS = 120;

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void tellsTheWholeStoryInOrderAlsoWhereChangesAreLost(int announcedOneIn) throws Exception {
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
    void bringsWhoReconnectsToWhereTheOthersAre(long seed) throws Exception {
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
                    case 0 -> client.reconnect(replicas.get(random.nextInt(2)).ws().port());
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

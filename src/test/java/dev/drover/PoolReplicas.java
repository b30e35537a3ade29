package dev.drover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.kafka.KafkaTopic;
import dev.drover.testing.Await;
import dev.drover.testing.RpcClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What tests of pools ask of their replicas. */
final class PoolReplicas {
    static final String BLOCK_NUMBER = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_blockNumber\"}";

    private PoolReplicas() {}

    /** Options of a member of the data topic's pool. */
    static String[] options(Path dir, KafkaTopic topic, String name, String... more) {
        List<String> options = new ArrayList<>(List.of(
                "--kafka.broker=" + topic.broker(),
                "--replica.block.age=0s",
                "--replica.offset.age=0s",
                "--kafka.topic=" + topic.name(),
                "--pool.topic=pool-" + topic.name(),
                "--pool.name=" + name,
                "--datadir=" + dir.resolve(name),
                "--http.port=0",
                "--ws.port=0",
                "--ops.port=0"));
        options.addAll(List.of(more));
        return options.toArray(String[]::new);
    }

    /** How many members a replica sees. */
    static long members(RpcClient client) {
        return client.call("drover_poolStatus").path("result").path("members").size();
    }

    /** Position of the head that an answer shows. */
    static long position(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Long.parseLong(answer.headers().firstValue("X-Head-Position").orElseThrow());
    }

    static void await(BooleanSupplier condition) {
        Await.until("the replicas are as expected", condition);
    }
}

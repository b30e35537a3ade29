package dev.drover;

import static dev.drover.PoolReplicas.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.cdc.Recording;
import dev.drover.kafka.KafkaTopic;
import dev.drover.testing.ReplicaProcess;
import dev.drover.testing.RpcClient;
import dev.drover.testing.TestKafka;
import dev.drover.testing.WsClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM to a real process. */
@Tag("slow")
final class ShutdownTest {
    /** Runs until {@code --rpc.evmtimeout} ends it. */
    private static final String ENDLESS_CALL = """
            {"jsonrpc":"2.0","id":1,"method":"eth_call","params":[{"to":"0x1234567890123456789012345678901234567890"},\
            "latest",{"0x1234567890123456789012345678901234567890":{"code":"0x5b600056"}}]}""";

    @TempDir
    Path dir;

    @Test
    void finishesWhatItIsDoing() throws Exception {
        KafkaTopic topic = TestKafka.freshTopic();
        TestKafka.produce(topic, Recording.shipped("ethash-two-masters"), 3_000);
        String[] options = PoolReplicas.options(dir, topic, "stopping", "--rpc.evmtimeout=3s", "--rpc.gascap=0");
        try (HttpClient http = HttpClient.newHttpClient();
                ReplicaProcess replica = ReplicaProcess.start(dir.resolve("log"), options);
                WsClient ws = new WsClient(replica.wsPort(), null)) {
            RpcClient client = new RpcClient(replica.httpPort());
            await(() -> client.get() == 200);
            CompletableFuture<HttpResponse<String>> overHttp =
                    CompletableFuture.supplyAsync(() -> client.post(ENDLESS_CALL));
            ws.send(ENDLESS_CALL);
            await(() -> callsUnderWay(http, replica.opsPort()) == 2);
            assertThat(replica.stop()).isEqualTo(143);
            HttpResponse<String> answer = overHttp.get(20, TimeUnit.SECONDS);
            assertThat(answer.body()).contains("execution aborted (timeout = 3s)");
            assertThat(answer.headers().firstValue("connection")).hasValue("close");
            assertThat(ws.next()).contains("execution aborted (timeout = 3s)");
            assertThat(ws.closeCode()).isEqualTo(1012);
        }
    }

    private static long callsUnderWay(HttpClient http, int opsPort) {
        HttpRequest metrics = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + opsPort + "/metrics"))
                .build();
        return http.sendAsync(metrics, BodyHandlers.ofString())
                .join()
                .body()
                .lines()
                .filter(line -> line.startsWith("drover_rpc_inflight") && line.contains("lane=\"evm\""))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}

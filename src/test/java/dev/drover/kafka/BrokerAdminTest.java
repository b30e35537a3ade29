package dev.drover.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.config.StartupException;
import dev.drover.testing.TestKafka;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

final class BrokerAdminTest {
    @Test
    void aBrokerThatHasAnsweredIsAskedAgain() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        try (BrokerAdmin broker = new BrokerAdmin(TestKafka.broker(), Map.of(), () -> {})) {
            broker.ask("the cluster's id", admin -> admin.describeCluster().clusterId());

            String answer = broker.ask("the topic", admin -> tries.incrementAndGet() < 3 ? slow() : quick());

            assertThat(answer).isEqualTo("answer");
        }
    }

    @Test
    void saysWhatASlowBrokerHasAnswered() throws Exception {
        AtomicInteger beats = new AtomicInteger();
        try (BrokerAdmin broker = new BrokerAdmin(TestKafka.broker(), Map.of(), beats::incrementAndGet)) {
            broker.ask("the cluster's id", admin -> admin.describeCluster().clusterId());

            assertThatThrownBy(() -> broker.ask("the description of topic geth", admin -> slow()))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining(
                            "has answered the request for the cluster's id, but not for the description of topic geth")
                    .hasMessageContaining("repeated 3 times")
                    .hasMessageContaining("default.api.timeout.ms");
        }
        assertThat(beats.get()).isGreaterThanOrEqualTo(4);
    }

    @Test
    void theLimitIsTheClientsOwn() {
        Map<String, String> client = Map.of("default.api.timeout.ms", "500", "request.timeout.ms", "400");
        try (BrokerAdmin broker = new BrokerAdmin("127.0.0.1:1", client, () -> {})) {
            assertThatThrownBy(() -> broker.ask(
                            "the cluster's id", admin -> admin.describeCluster().clusterId()))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("no Kafka broker answers at 127.0.0.1:1 within 500 ms");
        }
    }

    private static KafkaFutureImpl<String> slow() {
        KafkaFutureImpl<String> future = new KafkaFutureImpl<>();
        future.completeExceptionally(new TimeoutException("the request took too long"));
        return future;
    }

    private static KafkaFutureImpl<String> quick() {
        KafkaFutureImpl<String> future = new KafkaFutureImpl<>();
        future.complete("answer");
        return future;
    }
}

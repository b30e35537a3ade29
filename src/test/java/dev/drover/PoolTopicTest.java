package dev.drover;

import static dev.drover.PoolReplicas.BLOCK_NUMBER;
import static dev.drover.PoolReplicas.await;
import static dev.drover.PoolReplicas.members;
import static dev.drover.PoolReplicas.options;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.cdc.Recording;
import dev.drover.config.Options;
import dev.drover.kafka.KafkaTopic;
import dev.drover.testing.RpcClient;
import dev.drover.testing.TestKafka;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What else can be in a pool topic, and what makes it useless. */
@Tag("slow")
final class PoolTopicTest {
    private static final String HASH = "0x00000000000000000000000000000000000000000000000000000000000000ab";
    private static final String HEAD = "{\"p\":5,\"w\":-1,\"b\":5,\"h\":\"" + HASH + "\"}";

    @TempDir
    Path dir;

    @Test
    void transactionsLeaveGapsThatNobodyMinds() throws Exception {
        KafkaTopic topic = data();
        try (Gateway one = start(topic, "one")) {
            RpcClient client = new RpcClient(one.httpPort());
            await(() -> client.get() == 200 && !session(client).equals("null"));
            String session = session(client);
            try (KafkaProducer<byte[], byte[]> producer = producer(topic, Map.of("transactional.id", topic.name()))) {
                producer.initTransactions();
                for (int i = 0; i < 3; i++) {
                    producer.beginTransaction();
                    send(producer, topic, "{\"v\":1,\"k\":\"weather\"}");
                    if (i == 1) {
                        producer.abortTransaction();
                    } else {
                        producer.commitTransaction();
                    }
                }
            }
            try (Gateway two = start(topic, "two")) {
                await(() -> two.readiness().ready() && members(client) == 2);
                assertThat(session(client)).as("it never left").isEqualTo(session);
                assertThat(client.post(BLOCK_NUMBER).statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void aTopicThatLostRecordsIsGivenUp() throws Exception {
        KafkaTopic topic = data();
        try (Gateway one = start(topic, "one")) {
            RpcClient client = new RpcClient(one.httpPort());
            await(() -> client.get() == 200);
            try (KafkaProducer<byte[], byte[]> producer = producer(topic, Map.of())) {
                // Its sender has seen records that are not there.
                send(
                        producer,
                        topic,
                        "{\"v\":1,\"k\":\"status\",\"s\":\"x\",\"n\":2,\"at\":900000,\"a\":" + HEAD + "}");
            }
            await(() -> one.readiness().reasons().toString().contains("lost records"));
            assertThat(one.readiness().reasons().toString()).contains("give them another --pool.topic");
            HttpResponse<String> answer = client.post(BLOCK_NUMBER);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("another --pool.topic");
        }
    }

    @Test
    void aTopicThatIsNotWhatItWasEndsMembership() throws Exception {
        KafkaTopic topic = data();
        KafkaTopic pool = new KafkaTopic(topic.broker(), "pool-" + topic.name());
        try (Gateway one = start(topic, "one")) {
            RpcClient client = new RpcClient(one.httpPort());
            await(() -> client.get() == 200);

            TestKafka.addPartitions(pool, 2);

            await(() -> one.readiness().reasons().toString().contains("2 partitions instead of 1"));
            assertThat(client.get()).isEqualTo(503);
            assertThat(client.post(BLOCK_NUMBER).body()).contains("another --pool.topic");
        }
    }

    @Test
    void whoChoosesHeadsByOtherOptionsIsRefusedWithTheReason() throws Exception {
        KafkaTopic topic = data();
        try (Gateway one = start(topic, "one");
                Gateway two = Gateway.start(Options.parse(
                        options(dir, topic, "two", "--head.rewind-after=9s", "--kafka.open.batches=7")))) {
            RpcClient refused = new RpcClient(two.httpPort());
            List<RpcClient> both = List.of(new RpcClient(one.httpPort()), refused);
            // Whoever is first decides.
            await(() -> both.stream()
                    .anyMatch(each -> each.post(BLOCK_NUMBER).body().contains("--pool.topic")));
            List<String> answers =
                    both.stream().map(each -> each.post(BLOCK_NUMBER).body()).toList();
            assertThat(answers)
                    .anySatisfy(answer -> assertThat(answer)
                            .contains("--head.rewind-after is ", "9000ms", "60000ms", "--kafka.open.batches is ")
                            .doesNotContain("head.waiting"));
            await(() -> both.stream().anyMatch(each -> each.post(BLOCK_NUMBER).statusCode() == 200));
        }
    }

    @Test
    void aStateInPartsIsEnoughToJoinALargePool() throws Exception {
        KafkaTopic topic = data();
        TopicPartition partition = new TopicPartition("pool-" + topic.name(), 0);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", topic.broker()));
                KafkaProducer<byte[], byte[]> producer = producer(topic, Map.of())) {
            admin.createTopics(List.of(new NewTopic(partition.topic(), 1, (short) 1)))
                    .all()
                    .get();
            for (int i = 0; i < 10; i++) {
                send(producer, topic, "what the retention deletes");
            }
            // 100 members whose lease is short: they will be expelled.
            for (int from = 0; from < 100; from += 50) {
                send(producer, topic, part(from));
            }
            producer.flush();
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(10)))
                    .all()
                    .get();
        }
        try (Gateway one = start(topic, "one")) {
            RpcClient client = new RpcClient(one.httpPort());
            await(() -> members(client) == 101);
            await(() -> members(client) == 1 && client.get() == 200);
        }
    }

    private static String part(int from) {
        StringBuilder members = new StringBuilder();
        for (int i = from; i < from + 50; i++) {
            members.append(i == from ? "" : ",")
                    .append("{\"s\":\"s%d\",\"name\":\"n\",\"sw\":\"drover\",\"lease\":500,\"joined\":%d"
                            .formatted(i, i % 10))
                    .append(",\"n\":1,\"nOffset\":%d,\"a\":%s}".formatted(i % 10, HEAD));
        }
        return "{\"v\":1,\"k\":\"part\",\"by\":\"s0\",\"upto\":9,\"from\":%d,\"of\":100,\"view\":{\"epoch\":0,\"members\":[%s]}}"
                .formatted(from, members);
    }

    private static KafkaTopic data() {
        KafkaTopic topic = TestKafka.freshTopic();
        TestKafka.produce(topic, Recording.shipped("ethash-two-masters"), 3_000);
        return topic;
    }

    private Gateway start(KafkaTopic topic, String name) {
        return Gateway.start(Options.parse(options(dir, topic, name)));
    }

    private static String session(RpcClient client) {
        return client.call("drover_poolStatus").path("result").path("session").asText();
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, KafkaTopic topic, String json) {
        var unused = producer.send(new ProducerRecord<>("pool-" + topic.name(), json.getBytes(UTF_8)));
    }

    private static KafkaProducer<byte[], byte[]> producer(KafkaTopic topic, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("bootstrap.servers", topic.broker());
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}

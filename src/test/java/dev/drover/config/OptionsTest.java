package dev.drover.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParameterException;

final class OptionsTest {
    @Test
    void hasDefaultsForAll() {
        Config config = Options.parse();
        assertThat(config.kafka())
                .isEqualTo(new KafkaConfig(
                        "localhost:9092",
                        new TopicStart("geth", new TopicStart.From.Stored()),
                        null,
                        10_000,
                        Map.of(),
                        new KafkaConfig.AssemblyLimits(1000, 256 << 20, 600_000)));
        assertThat(config.head()).isEqualTo(new HeadConfig(60_000, 64, 90_000));
        assertThat(config.ops())
                .isEqualTo(new OpsConfig(
                        "127.0.0.1",
                        9545,
                        new OpsConfig.ReadinessLimits(Duration.ZERO, Duration.ofMinutes(10), Duration.ofMinutes(3)),
                        Duration.ofSeconds(60)));
        assertThat(config.log()).isEqualTo(new LogConfig(LogConfig.Level.info, LogConfig.Format.text));
    }

    @Test
    void readsEachFormOfTopic() {
        assertThat(TopicStart.parse("a").from()).isEqualTo(new TopicStart.From.Stored());
        assertThat(TopicStart.parse("a:").from()).isEqualTo(new TopicStart.From.Beginning());
        assertThat(TopicStart.parse("a:7").from()).isEqualTo(new TopicStart.From.Offset(7));
        for (String text : new String[] {"a", "a:", "a:7"}) {
            assertThat(TopicStart.parse(text)).hasToString(text);
        }
    }

    @Test
    void refusesWhatIsNoTopic() {
        for (String text : new String[] {"", ":", ":7", "a:-1", "a:x", "a b", "a:7:8", "a:9999999999999999999"}) {
            assertThatThrownBy(() -> TopicStart.parse(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("T:N");
        }
    }

    @Test
    void handsClientSettingsOn() {
        Config config = Options.parse("--kafka.client=a.b=c", "--kafka.client", "sasl=x=\"1,2\";");
        assertThat(config.kafka().client()).isEqualTo(Map.of("a.b", "c", "sasl", "x=\"1,2\";"));
    }

    @Test
    void refusesAFreezerWithoutItsDatabase() {
        assertThat(Options.parse("--store.bottom=a", "--store.ancient=b")
                        .store()
                        .ancient())
                .isEqualTo(Path.of("b"));
        assertThatThrownBy(() -> Options.parse("--store.ancient=b"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("--store.bottom");
    }

    @Test
    void readsDurationsAndSizes() {
        assertThat(Units.duration("1h30m")).isEqualTo(Duration.ofMinutes(90));
        assertThat(Units.duration("500ms")).isEqualTo(Duration.ofMillis(500));
        assertThat(Units.duration("45")).isEqualTo(Duration.ofSeconds(45));
        assertThat(Units.format(Duration.ofMillis(5_400_001))).isEqualTo("1h30m1ms");
        assertThat(Units.bytes("5MiB")).isEqualTo(5 << 20);
        assertThat(Units.bytes("1.5 kb")).isEqualTo(1500);
        for (String text : new String[] {"", "s", "5x", "1h 30m", "-1s", "99999999999999999d"}) {
            assertThatThrownBy(() -> Units.duration(text)).as(text).isInstanceOf(IllegalArgumentException.class);
        }
        for (String text : new String[] {"", "MiB", "5 apples", "-1", "99999999999999tib"}) {
            assertThatThrownBy(() -> Units.bytes(text)).as(text).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void namesTheFlagOfAValueOutOfRange() {
        assertThatThrownBy(() -> Options.parse("--ops.port=70000")).hasMessageContaining("--ops.port");
        assertThatThrownBy(() -> Options.parse("--kafka.lookback=-1")).hasMessageContaining("--kafka.lookback");
        assertThatThrownBy(() -> Options.parse("--head.rewind-after=0")).hasMessageContaining("--head.rewind-after");
    }
}

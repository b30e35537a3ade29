package dev.drover.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drover.config.LogConfig;
import dev.drover.config.LogConfig.Format;
import dev.drover.config.LogConfig.Level;
import dev.drover.config.StartupException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

@ResourceLock(Resources.SYSTEM_ERR)
final class LoggingTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Logger log = LoggerFactory.getLogger(LoggingTest.class);

    @BeforeEach
    void useTheConfigurationThatShips() {
        System.setProperty("logback.configurationFile", "conf/logback.xml");
    }

    @AfterEach
    void restore() {
        System.clearProperty("logback.configurationFile");
        Logging.apply(new LogConfig(Level.info, Format.text));
    }

    @Test
    void writesTextForPeople() {
        assertThat(logged(new LogConfig(Level.info, Format.text)))
                .matches("(?s)[0-9T:.Z-]+ INFO  LoggingTest +head 5\\R"
                        + "[0-9T:.Z-]+ WARN  LoggingTest +trouble\\Rjava.lang.IllegalStateException: cause.*");
    }

    @Test
    void writesOneObjectALineForMachines() throws IOException {
        String[] lines = logged(new LogConfig(Level.debug, Format.json)).split("\n", -1);
        assertThat(lines).hasSize(4);
        JsonNode debug = JSON.readTree(lines[0]);
        assertThat(debug.get("level").asText()).isEqualTo("DEBUG");
        JsonNode info = JSON.readTree(lines[1]);
        assertThat(info.get("formattedMessage").asText()).isEqualTo("head 5");
        assertThat(info.get("timestamp").asLong()).isPositive();
        JsonNode warn = JSON.readTree(lines[2]);
        assertThat(warn.get("throwable").get("message").asText()).isEqualTo("cause");
    }

    @Test
    void leavesOutWhatIsLessThanTheLevel() {
        assertThat(logged(new LogConfig(Level.error, Format.text))).isEmpty();
    }

    @Test
    void quietsLibrariesWhateverTheLevel() {
        Logging.apply(new LogConfig(Level.trace, Format.text));
        assertThat(LoggerFactory.getLogger("org.apache.kafka.clients.consumer").isInfoEnabled())
                .isFalse();
        assertThat(LoggerFactory.getLogger("io.vertx.core").isInfoEnabled()).isFalse();
        assertThat(LoggerFactory.getLogger("dev.drover.head").isTraceEnabled()).isTrue();
    }

    @Test
    void aLineThatKafkaRepeatsIsLoggedOnceAndThenCounted() {
        Logger kafka = LoggerFactory.getLogger("org.apache.kafka.clients.Metadata");
        String text = logged(new LogConfig(Level.info, Format.text), () -> {
            for (int i = 0; i < 1_000; i++) {
                kafka.warn("Error while fetching metadata with correlation id {}", i);
            }
        });
        assertThat(text.lines()).hasSizeLessThan(100).first().asString().endsWith("correlation id 0");
    }

    @Test
    void refusesAWrongConfiguration(@TempDir Path dir) throws IOException {
        Path wrong = Files.writeString(dir.resolve("logback.xml"), "<configuration><appender name='a' class='none'");
        System.setProperty("logback.configurationFile", wrong.toString());
        assertThatThrownBy(() -> Logging.apply(new LogConfig(Level.info, Format.text)))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("logback.configurationFile");
    }

    @Test
    void shipsTheConfigurationThatItUses() {
        assertThat(Path.of("conf/logback.xml")).hasSameTextualContentAs(Path.of("src/main/resources/logback.xml"));
    }

    private static String logged(LogConfig config) {
        return logged(config, () -> {
            log.debug("detail");
            log.info("head {}", 5);
            log.warn("trouble", new IllegalStateException("cause"));
        });
    }

    private static String logged(LogConfig config, Runnable logging) {
        PrintStream before = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            Logging.apply(config);
            logging.run();
        } finally {
            System.setErr(before);
        }
        return written.toString(StandardCharsets.UTF_8);
    }
}

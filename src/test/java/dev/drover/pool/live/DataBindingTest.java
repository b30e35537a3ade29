package dev.drover.pool.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.config.Config;
import dev.drover.config.Options;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Replicas that decide heads by different options must not share a pool, so a hello must state each such option. */
final class DataBindingTest {
    @ParameterizedTest
    @MethodSource("optionsThatDecideHeads")
    void aHelloStatesEachOptionThatDecidesHeads(String option, String otherValue) {
        Map<String, String> changed = stated(option + "=" + otherValue);
        changed.entrySet().removeAll(stated().entrySet());
        assertThat(changed)
                .as("settings that differ in the hello of a replica with another %s", option)
                .containsOnlyKeys(option.substring("--".length()));
    }

    private static Stream<String[]> optionsThatDecideHeads() {
        return CommandSpec.forAnnotatedObject(new Options()).options().stream()
                .filter(option -> option.longestName().startsWith("--head.")
                        || option.longestName().startsWith("--kafka.open."))
                .map(option -> new String[] {option.longestName(), otherValue(option)});
    }

    private static String otherValue(OptionSpec option) {
        return option.type().equals(Duration.class) ? "77s" : "77";
    }

    private static Map<String, String> stated(String... arguments) {
        Config config = Options.parse(arguments);
        return new TreeMap<>(DataBinding.settings(config.kafka(), config.head()));
    }
}

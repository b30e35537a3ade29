package dev.drover.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SpeedTest {
    @Test
    void readsSpeeds() {
        assertThat(Speed.parse("1x")).isEqualTo(Speed.ORIGINAL).hasToString("1x");
        assertThat(Speed.parse("max")).isEqualTo(Speed.MAX).hasToString("max");
        assertThat(Speed.parse("2.5x").nanos(10)).isEqualTo(4_000_000);
        assertThat(Speed.MAX.nanos(1_000_000)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "0x", "-1x", "10", "fast", "1e9x"})
    void refusesOtherSpeeds(String text) {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> Speed.parse(text));
    }
}

package dev.drover;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MainTest {
    @Test
    void runs() {
        assertThat(Runtime.version().feature()).isEqualTo(25);
    }
}

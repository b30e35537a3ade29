package dev.drover.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TrialsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void listsTheTrialsIfNoneIsNamed() {
        assertThat(run()).isZero();
        assertThat(out.toString()).contains("pool", "fanout", "-Ptrials");
    }

    @Test
    void saysWhichRecordingIsMissing() {
        assertThat(run("fanout", "--recording=no-such-recording")).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("trials: none of these recordings is here: no-such-recording.")
                .hasLineCount(1);
    }

    @Test
    void saysWhichProgramIsMissing() {
        assertThatThrownBy(() -> Needs.program("no-such-program", "it does nothing"))
                .hasMessage("this trial needs no-such-program in PATH (it does nothing): install it");
    }

    @Test
    void theRecordingThatShipsIsEnough() {
        assertThat(Needs.present(List.of("no-such-recording", "ethash-two-masters")))
                .containsExactly("ethash-two-masters");
        assertThat(Needs.heads("ethash-two-masters")).isNotEmpty();
        Needs.records("ethash-two-masters").open().close();
    }

    private int run(String... args) {
        return Trials.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }
}

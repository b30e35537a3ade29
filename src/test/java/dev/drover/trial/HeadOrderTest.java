package dev.drover.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.trial.HeadOrder.Seen;
import org.junit.jupiter.api.Test;

/** The checker itself: a trial is worth as much as what it would have noticed. */
final class HeadOrderTest {
    private final HeadOrder order = new HeadOrder();

    @Test
    void letsConcurrentAnswersDiffer() {
        Seen before = order.floor();
        order.seen(before, new Seen(0, 20, 2, "b"), "one");
        order.seen(before, new Seen(0, 10, 1, "a"), "other");
        assertThat(order.violations()).isZero();
    }

    @Test
    void noticesAnOlderHeadAfterANewerAnswer() {
        order.seen(order.floor(), new Seen(0, 20, 2, "b"), "one");
        order.seen(order.floor(), new Seen(0, 10, 1, "a"), "other");
        assertThat(order.violations()).isEqualTo(1);
        assertThat(order.examples()).containsExactly("other saw position 10 (block 1) after 20 (block 2)");
    }

    @Test
    void noticesANumberThatFallsWithoutANewEpoch() {
        order.seen(order.floor(), new Seen(0, 20, 5, "b"), "one");
        order.seen(order.floor(), new Seen(1, 30, 3, "c"), "one");
        assertThat(order.violations()).isZero();
        order.seen(order.floor(), new Seen(1, 40, 2, "d"), "one");
        assertThat(order.violations()).isEqualTo(1);
    }

    @Test
    void noticesTwoHeadsAtOnePosition() {
        order.seen(order.floor(), new Seen(0, 20, 2, "a"), "one");
        order.seen(order.floor(), new Seen(0, 20, 2, "b"), "other");
        assertThat(order.violations()).isEqualTo(1);
    }
}

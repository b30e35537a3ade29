package dev.drover.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.trial.TagOrder.Block;
import dev.drover.trial.TagOrder.Tags;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A trial is worth as much as what its checker would have noticed. */
final class TagOrderTest {
    private final TagOrder order = new TagOrder();

    @Test
    void noticesTwoSetsOfTagsAtOnePosition() {
        assertThat(order.judge(tags(0, 10, 9, 7, 5))).isNull();
        assertThat(order.judge(tags(0, 10, 9, 7, 5))).isNull();
        assertThat(order.judge(tags(0, 10, 9, 7, 4))).contains("two sets");
        assertThat(order.judge(tags(0, 10, 9, 6, 5))).contains("two sets");
        assertThat(order.positions()).isEqualTo(1);
    }

    @Test
    void noticesThatFinalizedFallsInAnEpochInWhateverOrderAnswersCome() {
        order.judge(tags(0, 20, 9, 7, 5));
        assertThat(order.judge(tags(1, 30, 9, 7, 4))).isNull();
        assertThat(order.judge(tags(0, 10, 9, 7, 6))).contains("finalized falls");
        assertThat(order.judge(tags(0, 25, 9, 7, 3))).contains("finalized falls");
    }

    @Test
    void letsSafeFallOnlyWithAReorg() {
        order.judge(tags(0, 10, 9, 7, 5));
        assertThat(order.judge(tags(0, 20, 9, 6, 5))).contains("safe falls");
        order.judge(tags(0, 30, 9, 8, 5));
        order.revert(List.of("h8"));
        assertThat(order.judge(tags(0, 40, 9, 5, 5))).isNull();
    }

    @Test
    void noticesTagsThatAreOutOfOrder() {
        assertThat(order.judge(tags(0, 10, 9, 4, 5))).contains("out of order");
        assertThat(order.judge(tags(0, 10, 6, 7, 5))).contains("out of order");
    }

    private static Tags tags(long epoch, long position, long latest, long safe, long finalized) {
        return new Tags(epoch, position, block(latest), block(safe), block(finalized));
    }

    private static Block block(long number) {
        return new Block(number, "h" + number);
    }
}

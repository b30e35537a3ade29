package dev.drover.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a replica that the pool refuses tells its operator. */
final class BindingTest {
    private static final Binding OWN = new Binding(
            "0xab", "writes", "id-1", Map.of(Binding.RULE, "2", "head.waiting", "64", "head.rewind-after", "60000ms"));

    @Test
    void travelsAsOneText() {
        assertThat(OWN.text()).isEqualTo("0xab/writes/id-1/head.rewind-after=60000ms,head.waiting=64,rule=2");
        assertThat(new Binding("0xab", "writes", "id-1", Map.of()).text()).isEqualTo("0xab/writes/id-1");
    }

    @Test
    void equalBindingsDoNotDiffer() {
        assertThat(Binding.difference(OWN.text(), OWN.text())).isNull();
    }

    @Test
    void namesTheOptionsThatDifferAndTheirValues() {
        assertThat(difference("0xab/writes/id-1/head.rewind-after=9000ms,head.waiting=64,rule=2"))
                .isEqualTo("--head.rewind-after is 9000ms in the pool and 60000ms here: use the pool's value, or set"
                        + " the same on all replicas and give them another --pool.topic");
        assertThat(difference("0xab/writes/id-1/head.new=1,head.rewind-after=9000ms,rule=2"))
                .contains(
                        "--head.new is 1 in the pool and not stated here",
                        "--head.rewind-after is 9000ms",
                        "--head.waiting is not stated in the pool and 64 here");
    }

    @Test
    void namesAnotherRule() {
        assertThat(difference("0xab/writes/id-1/head.rewind-after=60000ms,head.waiting=64,rule=1"))
                .startsWith("the pool chooses heads by rule 1, this replica by rule 2");
        assertThat(difference("0xab/writes/id-1")).contains("a rule of a version that does not state it");
        assertThat(Binding.difference(OWN.text(), "0xab/writes/id-1")).contains("this replica by a rule of a version");
    }

    @Test
    void namesOtherData() {
        assertThat(difference("0xcd/writes/id-1")).contains("genesis 0xcd, this replica's 0xab");
        assertThat(difference("0xab/other/id-1")).contains("reads topic other, this replica writes");
        assertThat(difference("0xab/writes/id-0")).contains("id id-0, but its id is now id-1", "created again");
        assertThat(difference("nonsense")).contains("the pool reads nonsense");
    }

    private static String difference(String pools) {
        return String.valueOf(Binding.difference(pools, OWN.text()));
    }
}

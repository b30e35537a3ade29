package dev.drover.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ChainConfigTest {
    private static final ChainConfig MODERN = parse("""
            {"chainId":3503995874084926,"homesteadBlock":0,"eip150Block":3,"byzantiumBlock":9,"londonBlock":27,
             "mergeNetsplitBlock":36,"shanghaiTime":390,"cancunTime":420,"pragueTime":450,"osakaTime":480,"bpo1Time":510,
             "terminalTotalDifficulty":4732352,"ethash":{},"somethingNew":{"a":[1]},
             "blobSchedule":{"cancun":{"target":3,"max":6,"baseFeeUpdateFraction":3338477},
              "prague":{"target":6,"max":9,"baseFeeUpdateFraction":5007716},
              "bpo1":{"target":10,"max":15,"baseFeeUpdateFraction":8346193}}}
            """);

    @Test
    void takesForksByNumberBeforeTheMerge() {
        assertThat(MODERN.rulesAt(2, 20, false).active()).containsExactly(Fork.HOMESTEAD);
        assertThat(MODERN.rulesAt(3, 30, false).has(Fork.EIP150)).isTrue();
        assertThat(MODERN.rulesAt(9, 90, false).has(Fork.LONDON)).isFalse();
    }

    @Test
    void takesForksByTimeAfterTheMerge() {
        assertThat(MODERN.rulesAt(38, 389, true).has(Fork.SHANGHAI)).isFalse();
        assertThat(MODERN.rulesAt(39, 390, true).has(Fork.SHANGHAI)).isTrue();
        assertThat(MODERN.rulesAt(39, 390, true).has(Fork.PARIS)).isTrue();
        assertThat(MODERN.rulesAt(39, 390, false).has(Fork.SHANGHAI)).isFalse();
        assertThat(MODERN.rulesAt(60, 1000, true).has(Fork.BPO2)).isFalse();
    }

    @Test
    void keepsTheBlobParametersOfTheLastForkThatHasSome() {
        assertThat(MODERN.blobParametersAt(419)).isNull();
        assertThat(MODERN.blobParametersAt(420)).isEqualTo(new BlobParameters(3, 6, 3_338_477));
        assertThat(MODERN.blobParametersAt(500)).isEqualTo(new BlobParameters(6, 9, 5_007_716));
        assertThat(MODERN.blobParametersAt(510)).isEqualTo(new BlobParameters(10, 15, 8_346_193));
    }

    @Test
    void takesPetersburgWithConstantinopleWhereNothingElseIsSaid() {
        ChainConfig config = parse("{\"chainId\":1,\"constantinopleBlock\":7}");
        assertThat(config.rulesAt(7, 0, false).has(Fork.PETERSBURG)).isTrue();
        assertThat(config.rulesAt(6, 0, false).has(Fork.PETERSBURG)).isFalse();
    }

    @Test
    void readsNumbersOfAnySize() {
        assertThat(parse("{\"chainId\":1,\"terminalTotalDifficulty\":58750000000000000000000}")
                        .terminalTotalDifficulty())
                .isEqualTo(new BigInteger("58750000000000000000000"));
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> parse("{"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not JSON");
        assertThatThrownBy(() -> parse("[]")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> parse("{}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("chainId");
        assertThatThrownBy(() -> parse("{\"chainId\":1,\"londonBlock\":\"x\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("londonBlock");
    }

    @Test
    void blobPriceStartsAtOneWeiAndGrowsWithTheExcess() {
        // The examples of EIP-4844's test of fake_exponential, as far as they apply to its fraction.
        BlobParameters cancun = new BlobParameters(3, 6, 3_338_477);
        assertThat(cancun.baseFee(0)).isEqualTo(BigInteger.ONE);
        assertThat(cancun.baseFee(2_314_057)).isEqualTo(BigInteger.ONE);
        assertThat(cancun.baseFee(2_314_058)).isEqualTo(BigInteger.TWO);
        assertThat(cancun.baseFee(10 * 1024 * 1024)).isEqualTo(BigInteger.valueOf(23));
    }

    private static ChainConfig parse(String json) {
        return ChainConfig.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}

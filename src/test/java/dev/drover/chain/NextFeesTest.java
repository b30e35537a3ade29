package dev.drover.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.blocks.ChainReader;
import dev.drover.testing.RecordedChain;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NextFeesTest {
    private static final long GWEI = 1_000_000_000;
    private static final long BLOB = Transaction.GAS_PER_BLOB;

    /** London with block 5; Cancun at 100, Prague at 200, Osaka at 300 without a schedule of its own, BPO1 at 400. */
    private static final ChainConfig CONFIG = ChainConfig.parse("""
            {"chainId":1,"londonBlock":5,"shanghaiTime":50,"cancunTime":100,"pragueTime":200,"osakaTime":300,"bpo1Time":400,
             "blobSchedule":{"cancun":{"target":3,"max":6,"baseFeeUpdateFraction":3338477},
              "prague":{"target":6,"max":9,"baseFeeUpdateFraction":5007716},
              "bpo1":{"target":10,"max":15,"baseFeeUpdateFraction":8346193}}}
            """.getBytes(StandardCharsets.UTF_8));

    @ParameterizedTest
    @CsvSource({
        // The examples of geth's consensus/misc/eip1559.
        "1000000000, 10000000, 1000000000",
        "1000000000,  9000000,  987500000",
        "1000000000, 11000000, 1012500000",
        // An eighth at most, and at least one wei upward.
        "1000000000, 20000000, 1125000000",
        "1000000000,        0,  875000000",
        "7,          10000001,          8",
        "7,           9999999,          7",
        "0,                 0,          0"
    })
    void baseFeeMovesWithTheGasUsed(long baseFee, long gasUsed, long next) {
        Header parent = header(9, 60, 20_000_000, gasUsed, BigInteger.valueOf(baseFee), null, null);
        assertThat(NextFees.after(CONFIG, parent).baseFee()).isEqualTo(BigInteger.valueOf(next));
    }

    @Test
    void baseFeeBeginsWithLondon() {
        assertThat(NextFees.after(CONFIG, header(3, 0, 20_000_000, 0, null, null, null))
                        .baseFee())
                .isNull();
        assertThat(NextFees.after(CONFIG, header(4, 0, 20_000_000, 0, null, null, null))
                        .baseFee())
                .isEqualTo(BigInteger.valueOf(GWEI));
    }

    @Test
    void blobFeeBeginsWithTheFirstBlockOfCancun() {
        Header before = header(9, 99, 20_000_000, 0, BigInteger.valueOf(GWEI), null, null);
        assertThat(NextFees.excessBlobGas(CONFIG, before, 100)).isZero();
        assertThat(NextFees.after(CONFIG, before).blobBaseFee()).isNull();
        assertThatThrownBy(() -> NextFees.excessBlobGas(CONFIG, before, 99))
                .isInstanceOf(IllegalArgumentException.class);

        Header first = header(9, 100, 20_000_000, 0, BigInteger.valueOf(GWEI), 0L, 0L);
        assertThat(NextFees.after(CONFIG, first).blobBaseFee()).isEqualTo(BigInteger.ONE);
    }

    @ParameterizedTest
    @CsvSource({
        // Excess and used blobs of the parent, time of the next block, excess of the next block in blobs.
        "0, 3, 199, 0",
        "0, 2, 199, 0",
        "0, 6, 199, 3",
        "5, 4, 199, 6",
        // Prague takes three more away.
        "5, 4, 200, 3",
        "0, 6, 200, 0",
        "1, 4, 299, 0"
    })
    void excessIsWhatTheTargetLeaves(long excess, long used, long time, long next) {
        Header parent = header(9, 199, 20_000_000, 0, BigInteger.valueOf(GWEI), used * BLOB, excess * BLOB);
        assertThat(NextFees.excessBlobGas(CONFIG, parent, time)).isEqualTo(next * BLOB);
    }

    @ParameterizedTest
    @CsvSource({
        // A blob costs 131,072 wei; its reserve is 8,192 times the base fee: above it from a base fee of 17 wei on.
        "16, 6, 3, 300, 3.0",
        "17, 6, 3, 299, 3.0",
        "17, 6, 3, 300, 7.0",
        "17, 6, 9, 300, 9.0",
        // Other blob parameters: a third of 15 is kept as well, of what was used.
        "17, 9, 3, 400, 10.0",
        "16, 9, 3, 400, 2.0",
        // Below the target nothing is left, reserve or not.
        "17, 0, 3, 300, 0.0"
    })
    void osakaMakesBlobsNoCheaperThanTheGasTheyNeed(long baseFee, long excess, long used, long time, double next) {
        Header parent = header(9, 250, 20_000_000, 0, BigInteger.valueOf(baseFee), used * BLOB, excess * BLOB);
        assertThat(NextFees.excessBlobGas(CONFIG, parent, time)).isEqualTo((long) (next * BLOB));
    }

    @Test
    void blobFeeOfTheNextBlockTakesTheParentsFork() {
        long excess = 100 * BLOB;
        Header parent = header(9, 299, 20_000_000, 0, BigInteger.valueOf(GWEI), 6 * BLOB, excess);
        BlobParameters prague = new BlobParameters(6, 9, 5_007_716);
        assertThat(NextFees.after(CONFIG, parent).blobBaseFee())
                .isEqualTo(prague.baseFee(excess))
                .isNotEqualTo(BigInteger.ONE);
    }

    @ParameterizedTest
    @CsvSource({"modern-two-masters, 53", "conformance-chain, 0"})
    void sayWhatTheNextRecordedBlockTook(String recording, int blocksWithExcess) {
        RecordedChain chain = RecordedChain.load(recording);
        ChainReader reader = new ChainReader(chain.store());
        ChainConfig config = reader.config();
        int withExcess = 0;
        for (long number = 1; number <= chain.head().number(); number++) {
            Header block = reader.header(Objects.requireNonNull(reader.canonical(number)));
            Header parent = reader.header(new BlockId(number - 1, block.parentHash()));
            assertThat(NextFees.after(config, parent).baseFee())
                    .as("base fee of block " + number)
                    .isEqualTo(block.baseFee());
            if (block.excessBlobGas() != null) {
                assertThat(NextFees.excessBlobGas(config, parent, block.time()))
                        .as("excess blob gas of block " + number)
                        .isEqualTo(block.excessBlobGas());
                withExcess += block.excessBlobGas() > 0 ? 1 : 0;
            }
        }
        assertThat(withExcess).isEqualTo(blocksWithExcess);
    }

    private static Header header(
            long number,
            long time,
            long gasLimit,
            long gasUsed,
            @Nullable BigInteger baseFee,
            @Nullable Long blobGasUsed,
            @Nullable Long excessBlobGas) {
        Hash none = Hash.ZERO;
        boolean cancun = excessBlobGas != null;
        return new Header(
                none,
                none,
                none,
                Address.ZERO,
                none,
                none,
                none,
                new byte[256],
                BigInteger.ZERO,
                number,
                gasLimit,
                gasUsed,
                time,
                new byte[0],
                none,
                new byte[8],
                baseFee,
                cancun ? none : null,
                blobGasUsed,
                excessBlobGas,
                cancun ? none : null,
                null,
                null,
                null);
    }
}

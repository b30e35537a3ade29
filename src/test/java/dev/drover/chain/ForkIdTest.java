package dev.drover.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ForkIdTest {
    private static final Hash MAINNET =
            Hash.fromHex("0xd4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3");
    private static final String MAINNET_NUMBERS = """
            "homesteadBlock":1150000,"daoForkBlock":1920000,"eip150Block":2463000,"eip155Block":2675000,
            "eip158Block":2675000,"byzantiumBlock":4370000,"constantinopleBlock":7280000,"petersburgBlock":7280000,
            "istanbulBlock":9069000,"muirGlacierBlock":9200000,"berlinBlock":12244000,"londonBlock":12965000,
            "arrowGlacierBlock":13773000,"grayGlacierBlock":15050000
            """;

    @ParameterizedTest
    // The values of EIP-6122 and of geth's core/forkid for the main network.
    @CsvSource({"1668000000, f0afd0e3", "1681338455, dce96c2d", "1710338134, dce96c2d", "1710338135, 9f3d2254"})
    void isThatOfTheMainNetwork(long time, String id) {
        ChainConfig config = parse(MAINNET_NUMBERS + ",\"shanghaiTime\":1681338455,\"cancunTime\":1710338135");
        assertThat(HexFormat.of().formatHex(ForkId.at(config, MAINNET, 0, time)))
                .isEqualTo(id);
    }

    @Test
    void leavesOutWhatTheGenesisHasAlready() {
        byte[] bare = ForkId.at(parse("\"londonBlock\":0"), MAINNET, 0, 1);
        assertThat(HexFormat.of().formatHex(bare)).isEqualTo("fc64ec04");
        assertThat(ForkId.at(parse("\"londonBlock\":0,\"shanghaiTime\":0"), MAINNET, 0, 1))
                .isEqualTo(bare);
        assertThat(ForkId.at(parse("\"londonBlock\":0,\"shanghaiTime\":90"), MAINNET, 90, 90))
                .isEqualTo(bare);
        assertThat(ForkId.at(parse("\"londonBlock\":0,\"shanghaiTime\":91"), MAINNET, 90, 91))
                .isNotEqualTo(bare);
    }

    @Test
    void countsForksOfOneNumberOrTimeOnce() {
        byte[] one = ForkId.at(parse("\"eip155Block\":7,\"shanghaiTime\":91"), MAINNET, 90, 91);
        assertThat(ForkId.at(
                        parse("\"eip155Block\":7,\"eip158Block\":7,\"shanghaiTime\":91,\"cancunTime\":91"),
                        MAINNET,
                        90,
                        91))
                .isEqualTo(one);
    }

    private static ChainConfig parse(String members) {
        return ChainConfig.parse(("{\"chainId\":1," + members + "}").getBytes(StandardCharsets.UTF_8));
    }
}

package dev.drover.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.crypto.InvalidSignatureException;
import dev.drover.rlp.RlpWriter;
import dev.drover.testing.SignedHeader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class CliqueTest {
    private static final BigInteger KEY = BigInteger.valueOf(4_711);
    private static final ChainConfig SIGNED = config("{\"chainId\":5,\"clique\":{\"period\":15,\"epoch\":30000}}");
    private static final ChainConfig MINED = config("{\"chainId\":5,\"ethash\":{}}");

    @Test
    void hashesWhatGethsTestHashes() {
        // geth: consensus/clique/clique_test.go, TestSealHash: a header of zeros with a base fee.
        RlpWriter out = new RlpWriter().beginList();
        for (int length : new int[] {32, 32, 20, 32, 32, 32, 256}) {
            out.bytes(new byte[length]);
        }
        out.uint64(0).uint64(0).uint64(0).uint64(0).uint64(0);
        out.bytes(new byte[32 + 65]).bytes(new byte[32]).bytes(new byte[8]).uint64(0);
        Header header = Header.decode(out.endList().toBytes());
        assertThat(HexFormat.of().formatHex(Clique.sealHash(header)))
                .isEqualTo("bd3d1fa43fbc4c5bfcc91b179ec92e2861df3654de60468beb908ff805359e8f");
    }

    @Test
    void findsTheSigner() {
        Header header = SignedHeader.of(7, KEY);
        assertThat(Clique.signer(header)).isEqualTo(SignedHeader.address(KEY));
        assertThat(SIGNED.author(header)).isEqualTo(SignedHeader.address(KEY));
        assertThat(MINED.author(header)).isEqualTo(Address.ZERO);
    }

    @Test
    void takesTheCoinbaseWhereNobodyHasSigned() {
        Address coinbase = new Address(1, 2, 3);
        Header merged = SignedHeader.unsigned(7, 0, coinbase, new byte[32]);
        Header simulated = SignedHeader.unsigned(7, 2, coinbase, new byte[0]);
        Header genesis = SignedHeader.unsigned(0, 1, coinbase, new byte[32 + 20 + 65]);
        assertThat(SIGNED.author(merged)).isEqualTo(coinbase);
        assertThat(SIGNED.author(simulated)).isEqualTo(coinbase);
        assertThat(SIGNED.author(genesis)).isEqualTo(Address.ZERO);
        assertThatThrownBy(() -> Clique.signer(genesis)).isInstanceOf(InvalidSignatureException.class);
        assertThatThrownBy(() -> Clique.signer(simulated)).hasMessageContaining("too short for a signature");
    }

    private static ChainConfig config(String json) {
        return ChainConfig.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}

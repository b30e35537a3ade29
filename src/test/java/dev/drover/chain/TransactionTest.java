package dev.drover.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.crypto.InvalidSignatureException;
import dev.drover.rlp.RlpException;
import dev.drover.rlp.RlpWriter;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class TransactionTest {
    private static final byte[] EIP155 = HexFormat.of()
            .parseHex("f86c098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a764000080"
                    + "25a028ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276"
                    + "a067cbe9d8997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83");

    private final Senders senders = new Senders(10);

    @Test
    void decodesTheExampleOfEip155() {
        Transaction transaction = Transaction.decode(EIP155);

        assertThat(transaction.type()).isEqualTo(TransactionType.LEGACY);
        assertThat(transaction.chainId()).isEqualTo(BigInteger.ONE);
        assertThat(transaction.nonce()).isEqualTo(9);
        assertThat(transaction.maxFeePerGas()).isEqualTo(BigInteger.valueOf(20_000_000_000L));
        assertThat(transaction.gasLimit()).isEqualTo(21_000);
        assertThat(transaction.to()).isEqualTo(Address.fromHex("0x3535353535353535353535353535353535353535"));
        assertThat(transaction.value()).isEqualTo(BigInteger.TEN.pow(18));
        assertThat(transaction.input()).isEmpty();
        assertThat(transaction.yParity()).isZero();
        assertThat(HexFormat.of().formatHex(transaction.signingHash()))
                .isEqualTo("daf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53");
        assertThat(senders.of(transaction)).isEqualTo(Address.fromHex("0x9d8a62f656a8d1615c1294fd71e9cfb3e4855a4f"));
    }

    @Test
    void knowsNoChainOfAnUnprotectedTransaction() {
        Transaction transaction = Transaction.decode(legacy(out -> out.bytes(new byte[20]), 28));

        assertThat(transaction.chainId()).isNull();
        assertThat(transaction.yParity()).isEqualTo(1);
    }

    @Test
    void takesAnEmptyRecipientForTheCreationOfAContract() {
        assertThat(Transaction.decode(legacy(out -> out.bytes(new byte[0]), 27)).to())
                .isNull();
    }

    @Test
    void refusesARecipientOfAnotherLength() {
        assertThatThrownBy(() -> Transaction.decode(legacy(out -> out.bytes(new byte[19]), 27)))
                .isInstanceOf(RlpException.class)
                .hasMessageContaining("have 19");
    }

    @Test
    void refusesABlobTransactionThatCreatesAContract() {
        byte[] encoded = typed(
                3,
                out -> out.uint64(1)
                        .uint64(0)
                        .uint64(1)
                        .uint64(1)
                        .uint64(21_000)
                        .bytes(new byte[0])
                        .uint64(0)
                        .bytes(new byte[0])
                        .beginList()
                        .endList()
                        .uint64(1)
                        .beginList()
                        .endList()
                        .uint64(0)
                        .uint64(1)
                        .uint64(1));
        assertThatThrownBy(() -> Transaction.decode(encoded)).isInstanceOf(RlpException.class);
    }

    @Test
    void refusesUnknownTypes() {
        for (int type : new int[] {0, 5, 0x7f}) {
            assertThatThrownBy(() -> Transaction.decode(typed(type, out -> out.uint64(1))))
                    .isInstanceOf(RlpException.class)
                    .hasMessage("transaction type " + type + " not supported");
        }
    }

    @Test
    void refusesEveryTruncationAndAnythingBehind() {
        for (int length = 0; length < EIP155.length; length++) {
            byte[] truncated = Arrays.copyOf(EIP155, length);
            assertThatThrownBy(() -> Transaction.decode(truncated)).isInstanceOf(RlpException.class);
        }
        assertThatThrownBy(() -> Transaction.decode(Arrays.copyOf(EIP155, EIP155.length + 1)))
                .isInstanceOf(RlpException.class);
    }

    @Test
    void findsNoSenderWhereVIsNoParity() {
        Transaction transaction = Transaction.decode(legacy(out -> out.bytes(new byte[20]), 30));
        assertThatThrownBy(() -> senders.of(transaction))
                .isInstanceOf(InvalidSignatureException.class)
                .hasMessage("v is 30");
    }

    @Test
    void paysTheTipAboveTheBaseFeeButNeverMoreThanItsCap() {
        byte[] encoded = typed(
                2,
                out -> out.uint64(1)
                        .uint64(0)
                        .uint64(3)
                        .uint64(10)
                        .uint64(21_000)
                        .bytes(new byte[20])
                        .uint64(0)
                        .bytes(new byte[0])
                        .beginList()
                        .endList()
                        .uint64(0)
                        .uint64(1)
                        .uint64(1));
        Transaction transaction = Transaction.decode(encoded);

        assertThat(transaction.effectiveGasPrice(BigInteger.valueOf(5))).isEqualTo(BigInteger.valueOf(8));
        assertThat(transaction.effectiveGasPrice(BigInteger.valueOf(9))).isEqualTo(BigInteger.valueOf(10));
        assertThat(transaction.effectiveGasPrice(null)).isEqualTo(BigInteger.valueOf(10));
    }

    private static byte[] legacy(Consumer<RlpWriter> recipient, long v) {
        RlpWriter out = new RlpWriter().beginList().uint64(1).uint64(2).uint64(3);
        recipient.accept(out);
        return out.uint64(4)
                .bytes(new byte[0])
                .uint64(v)
                .uint64(1)
                .uint64(1)
                .endList()
                .toBytes();
    }

    private static byte[] typed(int type, Consumer<RlpWriter> items) {
        RlpWriter out = new RlpWriter().beginList();
        items.accept(out);
        byte[] payload = out.endList().toBytes();
        byte[] encoded = new byte[payload.length + 1];
        encoded[0] = (byte) type;
        System.arraycopy(payload, 0, encoded, 1, payload.length);
        return encoded;
    }
}

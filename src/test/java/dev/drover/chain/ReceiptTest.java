package dev.drover.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.rlp.RlpException;
import dev.drover.rlp.RlpWriter;
import dev.drover.testing.LegacyTransaction;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReceiptTest {
    private static final Address CONTRACT = Address.fromHex("0x00000000000000000000000000000000000000aa");
    private static final Hash TOPIC = Hash.keccak(new byte[] {1});
    private static final Transaction TRANSACTION = Transaction.decode(LegacyTransaction.rlp(1, 2, 3, Address.ZERO, 4));

    @Test
    void derivesGasAndLogPlacesFromTheReceiptsBefore() {
        RlpWriter out = new RlpWriter().beginList();
        current(out, 21_000, 2);
        current(out, 50_000, 1);
        List<Receipt> receipts = Receipt.decodeStored(out.endList().toBytes(), List.of(TRANSACTION, TRANSACTION));

        Receipt second = receipts.get(1);
        assertThat(second.transactionIndex()).isEqualTo(1);
        assertThat(second.succeeded()).isTrue();
        assertThat(second.stateRoot()).isNull();
        assertThat(second.gasUsed()).isEqualTo(29_000);
        assertThat(second.firstLogIndex()).isEqualTo(2);
        assertThat(second.logs()).hasSize(1);
        assertThat(Bloom.mayContain(second.bloom(), CONTRACT.toBytes())).isTrue();
        assertThat(Bloom.mayContain(second.bloom(), TOPIC.toBytes())).isTrue();
        assertThat(Bloom.mayContain(second.bloom(), Address.ZERO.toBytes())).isFalse();
    }

    @Test
    void readsBothOlderEncodingsLikeTodays() {
        RlpWriter today = new RlpWriter().beginList();
        current(today, 21_000, 2);
        Receipt expected = only(today);
        for (boolean bloom : new boolean[] {false, true}) {
            RlpWriter old = new RlpWriter().beginList().beginList().uint64(1).uint64(21_000);
            if (bloom) {
                old.bytes(new byte[Bloom.LENGTH]);
            }
            old.bytes(TRANSACTION.hash().toBytes()).bytes(new byte[20]).beginList();
            for (int i = 0; i < 2; i++) {
                old.beginList().bytes(CONTRACT.toBytes()).beginList();
                old.bytes(TOPIC.toBytes()).endList().bytes(new byte[] {7});
                old.uint64(12).bytes(new byte[32]).uint64(0).bytes(new byte[32]).uint64(i);
                old.endList();
            }
            Receipt receipt = only(old.endList().uint64(21_000).endList());

            assertThat(receipt.encode()).isEqualTo(expected.encode());
            assertThat(receipt.gasUsed()).isEqualTo(21_000);
            assertThat(receipt.firstLogIndex()).isZero();
        }
    }

    @Test
    void tellsAFailedOneFromOneOfBeforeByzantium() {
        RlpWriter failed = new RlpWriter().beginList().beginList().uint64(0).uint64(1);
        failed.beginList().endList().endList();
        assertThat(only(failed).succeeded()).isFalse();
        assertThat(only(new RlpWriter()
                                .beginList()
                                .beginList()
                                .uint64(0)
                                .uint64(1)
                                .beginList()
                                .endList()
                                .endList())
                        .stateRoot())
                .isNull();

        RlpWriter root =
                new RlpWriter().beginList().beginList().bytes(TOPIC.toBytes()).uint64(1);
        root.beginList().endList().endList();
        assertThat(only(root).stateRoot()).isEqualTo(TOPIC);
    }

    @Test
    void refusesAnotherNumberOfReceiptsThanTransactions() {
        RlpWriter out = new RlpWriter().beginList();
        current(out, 21_000, 0);
        byte[] one = out.endList().toBytes();

        assertThatThrownBy(() -> Receipt.decodeStored(one, List.of(TRANSACTION, TRANSACTION)))
                .isInstanceOf(RlpException.class)
                .hasMessage("2 transactions, but 1 receipts");
        assertThatThrownBy(() -> Receipt.decodeStored(one, List.of())).isInstanceOf(RlpException.class);
        assertThatThrownBy(() -> Receipt.decodeStored(Arrays.copyOf(one, one.length - 1), List.of(TRANSACTION)))
                .isInstanceOf(RlpException.class);
    }

    @Test
    void refusesAStatusThatIsNone() {
        for (byte[] status : new byte[][] {{2}, {1, 1}, new byte[31]}) {
            RlpWriter out =
                    new RlpWriter().beginList().beginList().bytes(status).uint64(1);
            out.beginList().endList().endList();
            assertThatThrownBy(() -> only(out)).isInstanceOf(RlpException.class);
        }
    }

    private static Receipt only(RlpWriter out) {
        return Receipt.decodeStored(out.endList().toBytes(), List.of(TRANSACTION))
                .getFirst();
    }

    private static void current(RlpWriter out, long cumulativeGasUsed, int logs) {
        out.beginList().uint64(1).uint64(cumulativeGasUsed).beginList();
        for (int i = 0; i < logs; i++) {
            out.beginList().bytes(CONTRACT.toBytes()).beginList();
            out.bytes(TOPIC.toBytes()).endList().bytes(new byte[] {7}).endList();
        }
        out.endList().endList();
    }
}

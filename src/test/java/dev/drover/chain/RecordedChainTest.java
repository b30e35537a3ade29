package dev.drover.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.blocks.ChainReader;
import dev.drover.rlp.RlpReader;
import dev.drover.store.Schema;
import dev.drover.testing.RecordedAnswers;
import dev.drover.testing.RecordedChain;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything in the topics of real masters that this package decodes. */
@Tag("slow")
final class RecordedChainTest {
    @ParameterizedTest
    @ValueSource(strings = {"ethash-two-masters", "modern-two-masters", "conformance-chain"})
    void everyHeaderIsNamedByItsHashAndEncodesToItsBytes(String recording) {
        List<Header> headers = new ArrayList<>();
        RecordedChain.forEachPut(recording, put -> {
            if (put.key()[0] == 'h' && put.key().length == 41) {
                Header header = Header.decode(put.value());
                headers.add(header);
                assertThat(Schema.header(header.id())).isEqualTo(put.key());
                assertThat(header.encode()).isEqualTo(put.value());
            }
        });
        assertThat(headers).hasSizeGreaterThan(54);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ethash-two-masters", "modern-two-masters", "conformance-chain"})
    void everyBlockFitsItsReceiptsAndItsHeader(String recording) {
        RecordedChain chain = RecordedChain.load(recording);
        ChainReader reader = new ChainReader(chain.store());
        for (long number = 0; number <= chain.head().number(); number++) {
            Block block = reader.block(Objects.requireNonNull(reader.canonical(number)));
            List<Receipt> receipts = reader.receipts(block);

            Header header = block.header();
            assertThat(receipts).hasSameSizeAs(block.body().transactions());
            assertThat(Bloom.of(
                            receipts.stream().flatMap(r -> r.logs().stream()).toList()))
                    .isEqualTo(header.bloom());
            assertThat(receipts.stream().mapToLong(Receipt::gasUsed).sum()).isEqualTo(header.gasUsed());
            assertThat(block.body().transactions().stream()
                            .mapToLong(Transaction::blobGas)
                            .sum())
                    .isEqualTo(header.blobGasUsed() == null ? 0 : header.blobGasUsed());
            assertThat(block.body().withdrawals() == null).isEqualTo(header.withdrawalsRoot() == null);
            assertThat(Hash.keccak(unclesRlp(reader, header))).isEqualTo(header.unclesHash());
        }
    }

    @Test
    void everySenderIsTheOneThatTheNodeAnswered() {
        Senders senders = new Senders(10_000);
        for (String recording : List.of("ethash-two-masters", "modern-two-masters")) {
            ChainReader reader = new ChainReader(RecordedChain.load(recording).store());
            List<RecordedAnswers.Exchange> exchanges =
                    RecordedAnswers.of(recording, method -> method.equals("eth_getTransactionReceipt"));
            int compared = 0;
            for (RecordedAnswers.Exchange exchange : exchanges) {
                if (exchange.response().path("result").isObject()) {
                    Hash hash = Hash.fromHex(exchange.request().at("/params/0").asText());
                    Body body = reader.body(Objects.requireNonNull(reader.findByTransaction(hash)));
                    Transaction transaction = body.transactions().stream()
                            .filter(candidate -> candidate.hash().equals(hash))
                            .findFirst()
                            .orElseThrow();
                    assertThat(senders.of(transaction).toString())
                            .isEqualTo(exchange.response().at("/result/from").asText());
                    assertThat(Transaction.decode(transaction.encoded()).hash()).isEqualTo(hash);
                    compared++;
                }
            }
            assertThat(compared).isGreaterThan(2_000);
        }
    }

    private static byte[] unclesRlp(ChainReader reader, Header header) {
        RlpReader body = RlpReader.listOf(reader.bodyRlp(header.id()));
        body.skip();
        return body.raw();
    }
}

package dev.drover.blocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.chain.Block;
import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.chain.MissingDataException;
import dev.drover.rlp.RlpWriter;
import dev.drover.store.Batch;
import dev.drover.store.Schema;
import dev.drover.testing.InMemoryStore;
import dev.drover.testing.RecordedChain;
import java.math.BigInteger;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ChainReaderTest {
    private final RecordedChain chain = RecordedChain.ofFixture("ethash");
    private final InMemoryStore store = chain.store();
    private final ChainReader reader = new ChainReader(store);
    private final BlockId busy = canonical(34);
    private final Hash transaction = reader.body(busy).transactions().getFirst().hash();

    @Test
    void knowsNothingOfNumbersAboveTheHeadAndOfUnknownHashes() {
        assertThat(reader.canonical(41)).isNull();
        assertThat(reader.find(Hash.ZERO)).isNull();
        assertThat(reader.findByTransaction(Hash.ZERO)).isNull();
    }

    @Test
    void findsABlockByNumberHashAndTransaction() {
        assertThat(reader.canonical(40)).isEqualTo(chain.head().id());
        assertThat(reader.find(busy.hash())).isEqualTo(busy);
        assertThat(reader.findByTransaction(transaction)).isEqualTo(busy);
    }

    @Test
    void tellsACanonicalBlockFromAnUncle() {
        BlockId uncle = reader.body(canonical(2)).uncles().getFirst().id();

        assertThat(reader.isCanonical(busy)).isTrue();
        assertThat(reader.isCanonical(uncle)).isFalse();
    }

    @Test
    void readsTheLookupsOfOlderDatabases() {
        put(Schema.txLookup(transaction), busy.hash().toBytes());
        assertThat(reader.findByTransaction(transaction)).isEqualTo(busy);

        put(
                Schema.txLookup(transaction),
                new RlpWriter()
                        .beginList()
                        .bytes(busy.hash().toBytes())
                        .uint64(busy.number())
                        .uint64(0)
                        .endList()
                        .toBytes());
        assertThat(reader.findByTransaction(transaction)).isEqualTo(busy);
    }

    @Test
    void takesAnEmptyLookupForTheFirstBlock() {
        put(Schema.txLookup(transaction), new byte[0]);
        assertThat(reader.findByTransaction(transaction)).isEqualTo(canonical(0));
    }

    @Test
    void missingPartsOfAKnownBlockAreErrors() {
        Block block = reader.block(busy);
        delete(Schema.body(busy));
        assertThatThrownBy(() -> reader.body(busy))
                .isInstanceOf(MissingDataException.class)
                .hasMessage("body of block " + busy + " is not in the store");
        delete(Schema.receipts(busy));
        assertThatThrownBy(() -> reader.receipts(block)).isInstanceOf(MissingDataException.class);
        delete(Schema.header(busy));
        assertThatThrownBy(() -> reader.header(busy)).isInstanceOf(MissingDataException.class);
    }

    @Test
    void damagedPartsAreErrorsThatNameTheBlock() {
        put(Schema.body(busy), new byte[] {(byte) 0xc2, (byte) 0xc0});
        assertThatThrownBy(() -> reader.body(busy))
                .isInstanceOf(MissingDataException.class)
                .hasMessageContaining("body of block " + busy + " is damaged");
        put(Schema.txLookup(transaction), new byte[33]);
        assertThatThrownBy(() -> reader.findByTransaction(transaction)).isInstanceOf(MissingDataException.class);
        put(Schema.canonicalHash(7), new byte[31]);
        assertThatThrownBy(() -> reader.canonical(7)).isInstanceOf(MissingDataException.class);
    }

    @Test
    void readsTheConfigOfTheGenesis() {
        assertThat(reader.config().chainId()).isEqualTo(BigInteger.valueOf(1337));
        delete(Schema.config(canonical(0).hash()));
        assertThatThrownBy(reader::config).isInstanceOf(MissingDataException.class);
    }

    private BlockId canonical(long number) {
        return Objects.requireNonNull(reader.canonical(number));
    }

    private void put(byte[] key, byte[] value) {
        Batch batch = new Batch();
        batch.put(key, value);
        store.apply(batch, false);
    }

    private void delete(byte[] key) {
        Batch batch = new Batch();
        batch.delete(key);
        store.apply(batch, false);
    }
}

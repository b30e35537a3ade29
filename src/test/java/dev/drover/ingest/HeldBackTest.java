package dev.drover.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.cdc.WriteOp;
import dev.drover.cdc.WriteOpEncoder;
import dev.drover.chain.Hash;
import dev.drover.rlp.RlpWriter;
import dev.drover.store.Schema;
import dev.drover.testing.InMemoryStore;
import dev.drover.testing.TestBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Content that cannot be stored before other content has come, in the order of a topic and over restarts. */
final class HeldBackTest {
    private final InMemoryStore store = new InMemoryStore();
    private final IngestHarness replica = new IngestHarness(store);
    private final TestBlock genesis = TestBlock.genesis("held");
    private final List<byte[]> topic = new ArrayList<>();

    @Test
    void aBodyThatComesBeforeItsHeaderIsStoredWithIt() {
        put(Schema.body(genesis.header().id()), genesis.body());
        put(Schema.receipts(genesis.header().id()), genesis.receipts());
        assertThat(store.get(Schema.body(genesis.header().id()))).isNull();
        assertThat(replica.stats.held()).isEqualTo(2);

        put(Schema.header(genesis.header().id()), genesis.headerRlp());

        assertThat(store.get(Schema.body(genesis.header().id()))).isEqualTo(genesis.body());
        assertThat(store.get(Schema.receipts(genesis.header().id()))).isEqualTo(genesis.receipts());
        assertThat(store.get(Schema.number(genesis.hash()))).isEqualTo(Schema.encodeNumber(0));
        assertThat(replica.stats.held()).isZero();
        assertThat(replica.position()).isEqualTo(topic.size());
    }

    @Test
    void aDamagedCopyDoesNotPushOutAnotherThatIsHeldToo() {
        byte[] key = Schema.body(genesis.header().id());
        byte[] damaged = {(byte) 0xc2, (byte) 0xc0, (byte) 0xc0, 0};
        put(key, damaged);
        put(key, genesis.body());
        put(key, genesis.body());
        assertThat(replica.stats.held()).isEqualTo(2);

        put(Schema.header(genesis.header().id()), genesis.headerRlp());

        assertThat(store.get(key)).isEqualTo(genesis.body());
        assertThat(replica.stats.rejectedCount()).isEqualTo(1);
    }

    @Test
    void aRestartLosesNothingThatIsHeld() {
        UUID batch = new UUID(1, 2);
        put(new byte[] {'x'}, new byte[0]);
        send(new WriteOp.Fragment(
                batch, new WriteOp.Put(Schema.body(genesis.header().id()), genesis.body())));
        send(new WriteOp.Heartbeat());
        send(new WriteOp.Commit(batch));
        send(new WriteOp.Heartbeat());
        assertThat(replica.position()).isEqualTo(1);

        long from = replica.restart();
        assertThat(from).isEqualTo(1);
        for (int offset = (int) from; offset < topic.size(); offset++) {
            replica.accept(offset, offset, topic.get(offset));
        }
        put(Schema.header(genesis.header().id()), genesis.headerRlp());

        assertThat(store.get(Schema.body(genesis.header().id()))).isEqualTo(genesis.body());
        assertThat(replica.position()).isEqualTo(topic.size());
    }

    @Test
    void contentWhoseHeaderNeverComesIsDroppedAndHoldsThePositionNoLonger() {
        put(Schema.body(genesis.header().id()), genesis.body());
        // A clock that jumps is not enough.
        replica.accept(1, 10_000_000_000L, WriteOpEncoder.encode(new WriteOp.Heartbeat()));
        assertThat(replica.position()).isZero();

        for (long offset = 2; offset <= Source.AGE_RECORDS + 1; offset++) {
            replica.accept(offset, 10_000_000_000L, WriteOpEncoder.encode(new WriteOp.Heartbeat()));
        }

        assertThat(replica.position()).isEqualTo(Source.AGE_RECORDS + 2);
        assertThat(replica.stats.unresolved.sum()).isEqualTo(1);
    }

    @Test
    void noMoreIsHeldThanTheLimit() {
        for (int i = 0; i <= HeldContent.ENTRIES_MAX; i++) {
            byte[] key = Schema.body(genesis.header().id());
            key[40] = (byte) i;
            key[39] = (byte) (i >> 8);
            replica.accept(i, 0, WriteOpEncoder.encode(new WriteOp.Put(key, new byte[] {(byte) 0xc0})));
        }
        replica.flush();

        assertThat(replica.stats.held()).isEqualTo(HeldContent.ENTRIES_MAX);
        assertThat(replica.stats.unresolved.sum()).isEqualTo(1);
        assertThat(replica.position()).isEqualTo(1);
    }

    @Test
    void aHeadWaitsForTheCorrectCopyOfADamagedTrieNode() {
        genesis.content().forEach(put -> put(put.key(), put.value()));
        put(Schema.LAST_BLOCK, genesis.hash().toBytes());
        byte[] leaf = node(new Hash(1, 1, 1, 1));
        byte[] middle = node(Hash.keccak(leaf));
        byte[] root = node(Hash.keccak(middle));
        TestBlock child = genesis.childWithState(Hash.keccak(root));

        byte[] damaged = leaf.clone();
        damaged[5] ^= 4;
        put(Hash.keccak(leaf).toBytes(), damaged);
        put(Hash.keccak(middle).toBytes(), middle);
        put(Hash.keccak(root).toBytes(), root);
        child.content().subList(0, 4).forEach(put -> put(put.key(), put.value()));
        put(Schema.LAST_BLOCK, child.hash().toBytes());
        assertThat(Objects.requireNonNull(replica.heads.head()).number()).isZero();
        assertThat(replica.position()).isLessThan(topic.size());

        put(Hash.keccak(leaf).toBytes(), leaf);

        assertThat(Objects.requireNonNull(replica.heads.head()).hash()).isEqualTo(child.hash());
        assertThat(replica.position()).isEqualTo(topic.size());
    }

    @Test
    void aTrieNodeIsStoredAboveADamagedOneOnlyWhenNoCopyCame() {
        byte[] leaf = node(new Hash(1, 1, 1, 1));
        byte[] root = node(Hash.keccak(leaf));
        put(Hash.keccak(leaf).toBytes(), root);
        put(Hash.keccak(root).toBytes(), root);
        assertThat(store.get(Hash.keccak(root).toBytes())).isNull();

        for (long offset = 2; offset <= Source.AGE_RECORDS + 2; offset++) {
            replica.accept(offset, 10_000_000_000L, WriteOpEncoder.encode(new WriteOp.Heartbeat()));
        }
        replica.flush();

        assertThat(store.get(Hash.keccak(root).toBytes())).isEqualTo(root);
    }

    private void put(byte[] key, byte[] value) {
        send(new WriteOp.Put(key, value));
    }

    private void send(WriteOp op) {
        byte[] record = WriteOpEncoder.encode(op);
        replica.accept(topic.size(), topic.size(), record);
        topic.add(record);
        replica.flush();
    }

    /** Returns an extension node that leads to a child. */
    private static byte[] node(Hash child) {
        return new RlpWriter()
                .beginList()
                .bytes(new byte[] {0x11})
                .bytes(child.toBytes())
                .endList()
                .toBytes();
    }
}

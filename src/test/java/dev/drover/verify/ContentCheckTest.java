package dev.drover.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.chain.Header;
import dev.drover.rlp.RlpException;
import dev.drover.rlp.RlpReader;
import dev.drover.rlp.RlpWriter;
import dev.drover.store.Batch;
import dev.drover.store.Schema;
import dev.drover.testing.InMemoryStore;
import dev.drover.testing.TestBlock;
import dev.drover.verify.Verdict.Invalid;
import dev.drover.verify.Verdict.Needs;
import dev.drover.verify.Verdict.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ContentCheckTest {
    private final InMemoryStore known = new InMemoryStore();
    private final TestBlock block = TestBlock.genesis("check").child("check", 10);
    private final BlockId id = block.header().id();

    @ParameterizedTest
    @EnumSource(names = {"TRIE_NODE", "CODE", "PREIMAGE"})
    void theHashOfTheValueMustBeTheOneInTheKey(ContentKind kind) {
        byte[] value = "value".getBytes(StandardCharsets.UTF_8);
        byte[] key = key(kind, Hash.keccak(value));

        assertThat(ContentKind.of(key)).isEqualTo(kind);
        assertThat(ContentCheck.alone(kind, key, value)).isEqualTo(Verdict.VALID);
        assertThat(ContentCheck.alone(kind, key, flipped(value))).isEqualTo(new Invalid(Reason.HASH));
        assertThat(ContentCheck.alone(kind, flipped(key), value)).isEqualTo(new Invalid(Reason.HASH));
    }

    @Test
    void emptyCodeIsValid() {
        byte[] key = Schema.code(Hash.keccak(new byte[0]));
        assertThat(ContentCheck.alone(ContentKind.CODE, key, new byte[0])).isEqualTo(Verdict.VALID);
    }

    @Test
    void aHeaderMustHaveTheHashAndTheNumberInItsKey() {
        byte[] otherNumber = Schema.header(new BlockId(id.number() + 1, id.hash()));
        byte[] noHeader = "no header".getBytes(StandardCharsets.UTF_8);
        byte[] noHeaderKey = Schema.header(new BlockId(1, Hash.keccak(noHeader)));

        assertThat(check(ContentKind.HEADER, Schema.header(id), block.headerRlp()))
                .isEqualTo(Verdict.VALID);
        assertThat(check(ContentKind.HEADER, Schema.header(id), flipped(block.headerRlp())))
                .isEqualTo(new Invalid(Reason.HASH));
        assertThat(check(ContentKind.HEADER, otherNumber, block.headerRlp())).isEqualTo(new Invalid(Reason.NUMBER));
        assertThat(check(ContentKind.HEADER, noHeaderKey, noHeader)).isEqualTo(new Invalid(Reason.UNREADABLE));
    }

    @Test
    void aBodyNeedsItsHeader() {
        assertNeeds(check(ContentKind.BODY, Schema.body(id), block.body()), Schema.header(id));
        store(Schema.header(id), block.headerRlp());

        assertThat(check(ContentKind.BODY, Schema.body(id), block.body())).isEqualTo(Verdict.VALID);
        assertThat(check(ContentKind.BODY, Schema.body(id), new byte[] {(byte) 0xc2, (byte) 0xc0, (byte) 0xc0}))
                .isEqualTo(new Invalid(Reason.ROOT));
        assertThat(check(ContentKind.BODY, Schema.body(id), new byte[] {(byte) 0xc1, (byte) 0xc0}))
                .isEqualTo(new Invalid(Reason.UNREADABLE));
        assertThat(check(ContentKind.BODY, Schema.body(id), withWithdrawals(block.body())))
                .isEqualTo(new Invalid(Reason.ROOT));
    }

    /** A legacy transaction as a string gives the same transactions root as the transaction itself. */
    @Test
    void aBodyHasOnlyOneForm() {
        byte[] transaction =
                new RlpWriter().beginList().uint64(1_000_000).endList().toBytes();
        byte[] bare = body(new RlpWriter().beginList().raw(transaction).endList());
        byte[] wrapped = body(new RlpWriter().beginList().bytes(transaction).endList());
        Header header = block.header();

        assertThat(BlockRoots.matchesBody(header, bare)).isFalse();
        assertThatThrownBy(() -> BlockRoots.matchesBody(header, wrapped)).isInstanceOf(RlpException.class);
    }

    @Test
    void receiptsNeedHeaderAndBody() {
        byte[] key = Schema.receipts(id);
        assertNeeds(check(ContentKind.RECEIPTS, key, block.receipts()), Schema.header(id));
        store(Schema.header(id), block.headerRlp());
        assertNeeds(check(ContentKind.RECEIPTS, key, block.receipts()), Schema.body(id));
        store(Schema.body(id), block.body());

        assertThat(check(ContentKind.RECEIPTS, key, block.receipts())).isEqualTo(Verdict.VALID);
        assertThat(check(ContentKind.RECEIPTS, key, new byte[] {(byte) 0xc0})).isEqualTo(new Invalid(Reason.ROOT));
        assertThat(check(ContentKind.RECEIPTS, key, new byte[] {1})).isEqualTo(new Invalid(Reason.UNREADABLE));
    }

    /** A snapshot's content is not checked when the snapshot is opened. */
    @Test
    void receiptsAreNotBlamedForADamagedBodyOrHeader() {
        byte[] key = Schema.receipts(id);
        store(Schema.header(id), block.headerRlp());
        store(Schema.body(id), new byte[] {(byte) 0xc2, (byte) 0xc0, (byte) 0xc0});
        assertNeeds(check(ContentKind.RECEIPTS, key, block.receipts()), Schema.body(id));

        store(Schema.header(id), flipped(block.headerRlp()));
        assertNeeds(check(ContentKind.RECEIPTS, key, block.receipts()), Schema.header(id));
    }

    @Test
    void aNumberMustBeTheOneThatIsStoredWithTheHeader() {
        byte[] key = Schema.number(id.hash());
        byte[] number = Schema.encodeNumber(id.number());
        assertNeeds(check(ContentKind.NUMBER, key, number), key);
        store(key, number);

        assertThat(check(ContentKind.NUMBER, key, number)).isEqualTo(Verdict.VALID);
        assertThat(check(ContentKind.NUMBER, key, Schema.encodeNumber(9))).isEqualTo(new Invalid(Reason.NUMBER));
    }

    @Test
    void anAccessListMustHaveTheHashInItsHeader() {
        byte[] list = {(byte) 0xc0};
        byte[] key = Schema.body(id);
        key[0] = 'j';
        assertThat(ContentKind.of(key)).isEqualTo(ContentKind.ACCESS_LIST);
        store(Schema.header(id), block.headerRlp());
        assertThat(check(ContentKind.ACCESS_LIST, key, list)).isEqualTo(new Invalid(Reason.ROOT));
    }

    @Test
    void findsTheHashesInATrieNode() {
        Hash child = new Hash(1, 2, 3, 4);
        Hash code = new Hash(5, 6, 7, 8);
        byte[] account = new RlpWriter()
                .beginList()
                .uint64(1)
                .uint64(2)
                .bytes(new Hash(9, 9, 9, 9).toBytes())
                .bytes(code.toBytes())
                .endList()
                .toBytes();
        byte[] leaf = new RlpWriter()
                .beginList()
                .bytes(new byte[] {0x20, 1})
                .bytes(account)
                .endList()
                .toBytes();
        RlpWriter branch = new RlpWriter().beginList();
        for (int i = 0; i < 17; i++) {
            branch.bytes(i == 7 ? child.toBytes() : new byte[0]);
        }

        assertThat(NodeReferences.find(branch.endList().toBytes(), child::equals))
                .isEqualTo(child);
        assertThat(NodeReferences.find(leaf, code::equals)).isEqualTo(code);
        assertThat(NodeReferences.find(leaf, child::equals)).isNull();
        assertThat(NodeReferences.find(new byte[] {(byte) 0xc3, 1}, child::equals))
                .isNull();
    }

    private Verdict check(ContentKind kind, byte[] key, byte[] value) {
        return ContentCheck.check(kind, key, value, known);
    }

    private void store(byte[] key, byte[] value) {
        Batch batch = new Batch();
        batch.put(key, value);
        known.apply(batch, false);
    }

    private static void assertNeeds(Verdict verdict, byte[] key) {
        assertThat(verdict).isInstanceOf(Needs.class);
        assertThat(((Needs) verdict).key()).isEqualTo(key);
    }

    private static byte[] key(ContentKind kind, Hash hash) {
        return switch (kind) {
            case TRIE_NODE -> hash.toBytes();
            case CODE -> Schema.code(hash);
            default -> {
                byte[] key = Arrays.copyOf("secure-key-".getBytes(StandardCharsets.US_ASCII), 43);
                hash.putTo(key, 11);
                yield key;
            }
        };
    }

    private static byte[] body(RlpWriter transactions) {
        byte[] list = transactions.toBytes();
        return new RlpWriter()
                .beginList()
                .raw(list)
                .beginList()
                .endList()
                .endList()
                .toBytes();
    }

    private static byte[] withWithdrawals(byte[] body) {
        RlpReader in = RlpReader.listOf(body);
        return new RlpWriter()
                .beginList()
                .raw(in.raw())
                .raw(in.raw())
                .beginList()
                .endList()
                .endList()
                .toBytes();
    }

    private static byte[] flipped(byte[] bytes) {
        byte[] changed = bytes.clone();
        changed[changed.length - 1] ^= 1;
        return changed;
    }
}

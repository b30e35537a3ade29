package dev.drover.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.blocks.ChainReader;
import dev.drover.cdc.RecordedRecord;
import dev.drover.cdc.Recording;
import dev.drover.cdc.RecordingReader;
import dev.drover.cdc.WriteOp;
import dev.drover.cdc.WriteOpDecoder;
import dev.drover.cdc.WriteOpEncoder;
import dev.drover.chain.Block;
import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.chain.Head;
import dev.drover.chain.Header;
import dev.drover.chain.MissingDataException;
import dev.drover.chain.Transaction;
import dev.drover.head.HeadChange;
import dev.drover.rpc.MethodTable;
import dev.drover.store.LayeredStore;
import dev.drover.store.Schema;
import dev.drover.testing.InMemoryStore;
import dev.drover.testing.LocalRpc;
import dev.drover.testing.RecordedAnswers;
import dev.drover.testing.RecordedAnswers.Exchange;
import dev.drover.testing.RecordedHeads;
import dev.drover.testing.Shared;
import dev.drover.testing.Stores;
import dev.drover.testing.Tar;
import dev.drover.testing.TestBlock;
import dev.drover.testing.TestMethods;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blocks in the freezer of the bottom, and blocks that masters put into theirs over the log. */
@Tag("slow")
final class FrozenBlocksTest {
    private static final String NAME = "ethash-two-masters";

    @TempDir
    Path dir;

    @Test
    void theHeadLeavesAChainWhoseBlocksAreInTheFreezer() throws IOException {
        Tar.unpack(Shared.path("recordings/" + NAME + ".datadir.tar.gz"), dir);
        try (LayeredStore store = Stores.open(dir.resolve("data"), dir.resolve("chaindata"))) {
            IngestHarness replica = new IngestHarness(store);
            ChainReader chain = new ChainReader(store);
            // The youngest frozen block that has transactions.
            Block leftBlock = LongStream.rangeClosed(0, 146)
                    .map(above -> 146 - above)
                    .mapToObj(number -> chain.block(Objects.requireNonNull(chain.canonical(number))))
                    .filter(block -> !block.body().transactions().isEmpty())
                    .findFirst()
                    .orElseThrow();
            BlockId left = leftBlock.header().id();
            Transaction lost = leftBlock.body().transactions().getFirst();
            assertThat(chain.findByTransaction(lost.hash())).isEqualTo(left);

            byte[] body = chain.bodyRlp(left);
            BlockId ancestor = Objects.requireNonNull(chain.canonical(left.number() - 2));
            int longer = (int) (187 - ancestor.number());
            List<TestBlock> branch = asTestBlock(ancestor, chain).branch("side", 1L << 40, longer);
            branch.forEach(block -> replica.sendBatch(block.content()));
            replica.sendBatch(branch.getLast().headWrites());

            HeadChange change = replica.changes.getLast();
            assertThat(change.head().id()).isEqualTo(branch.getLast().header().id());
            assertThat(change.reverted())
                    .extracting(Header::number)
                    .startsWith(186L)
                    .hasSize(longer - 1);
            assertThat(change.added()).hasSize(longer);
            assertThat(chain.canonical(ancestor.number())).isEqualTo(ancestor);
            assertThat(chain.canonical(ancestor.number() + 1))
                    .isEqualTo(branch.getFirst().header().id());
            assertThat(chain.isCanonical(left)).isFalse();
            assertThat(chain.findByTransaction(lost.hash())).isNull();
            // By hash it is still there.
            assertThat(chain.find(left.hash())).isEqualTo(left);
            assertThat(chain.bodyRlp(left)).isEqualTo(body);
            assertThat(chain.receipts(leftBlock)).hasSameSizeAs(leftBlock.body().transactions());
        }
    }

    @Test
    void aDamagedFrozenBlockIsAnErrorUntilAWholeCopyComes() throws IOException {
        Tar.unpack(Shared.path("recordings/" + NAME + ".datadir.tar.gz"), dir);
        BlockId damaged;
        byte[] header;
        try (LayeredStore store = Stores.open(dir.resolve("data"), dir.resolve("chaindata"))) {
            ChainReader chain = new ChainReader(store);
            damaged = Objects.requireNonNull(chain.canonical(140));
            header = chain.headerRlp(damaged);
        }
        Path folder = dir.resolve("chaindata/ancient");
        int end = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("headers.cidx")))
                .getInt(141 * 6 + 2);
        Path headers = folder.resolve("headers.0000.cdat");
        byte[] data = Files.readAllBytes(headers);
        data[end - 1] ^= 1;
        Files.write(headers, data);

        try (LayeredStore store = Stores.open(dir.resolve("data"), dir.resolve("chaindata"))) {
            ChainReader chain = new ChainReader(store);
            assertThatThrownBy(() -> chain.header(damaged))
                    .isInstanceOf(MissingDataException.class)
                    .hasMessageContaining("block 140 cannot be read from the freezer's table headers");

            // The way to a branch below leads over it.
            IngestHarness replica = new IngestHarness(store);
            BlockId ancestor = Objects.requireNonNull(chain.canonical(130));
            List<TestBlock> branch = asTestBlock(ancestor, chain).branch("side", 1L << 40, 57);
            branch.forEach(block -> replica.sendBatch(block.content()));
            replica.sendBatch(branch.getLast().headWrites());
            assertThat(replica.changes).isEmpty();
            replica.send(new WriteOp.Put(Schema.header(damaged), header));
            assertThat(replica.changes.getLast().head().number()).isEqualTo(187);
            assertThat(chain.header(damaged).number()).isEqualTo(140);
        }
    }

    /**
     * The masters' log, but each block up to 100 comes as one that goes to the freezer, and is deleted from the database
     * when its master has 30 more.
     */
    @Test
    void blocksThatMastersFreezeOverTheLogStayReadable() {
        InMemoryStore store = new InMemoryStore();
        IngestHarness replica = new IngestHarness(store);
        Freezing master = new Freezing(replica);
        try (RecordingReader reader = Recording.at(Shared.path("recordings/" + NAME + ".topic.jsonl.gz"))
                .open()) {
            for (RecordedRecord record = reader.next(); record != null; record = reader.next()) {
                master.send(record);
            }
        }
        replica.flush();

        assertThat(master.frozen).isGreaterThan(100);
        assertThat(replica.stats.contentDeletes.sum()).isGreaterThan(5 * 100);
        assertThat(replica.changes)
                .extracting(change -> change.head().hash())
                .containsExactlyElementsOf(
                        RecordedHeads.read(Shared.path("recordings/" + NAME + ".heads.jsonl")).stream()
                                .map(RecordedHeads.Line::hash)
                                .toList());
        MethodTable table = TestMethods.all();
        List<Exchange> exchanges = RecordedAnswers.of(NAME, RecordedAnswers.judging(table));
        assertThat(exchanges.size()).isGreaterThan(5_500);
        try (LocalRpc rpc = new LocalRpc(table, replica.heads)) {
            for (Exchange exchange : exchanges) {
                assertThat(rpc.call(exchange.request())).as(exchange.name()).isEqualTo(exchange.response());
            }
        }
        Head head = Objects.requireNonNull(replica.heads.head());
        assertThat(head.number()).isEqualTo(186);
    }

    private static TestBlock asTestBlock(BlockId id, ChainReader chain) {
        byte[] header = chain.headerRlp(id);
        return new TestBlock(Header.decode(header), header, chain.bodyRlp(id), new byte[0], List.of());
    }

    /** Turns writes of old blocks into appends to a freezer, each at the place of the block's last write. */
    private static final class Freezing {
        private static final int LAST = 100;
        private static final String PARTS = "hbrtH";

        private final IngestHarness replica;
        private final Map<Hash, Map<Character, WriteOp.Put>> parts = new HashMap<>();
        private final List<WriteOp.Put> stored = new ArrayList<>();
        private long offset;
        private int frozen;

        Freezing(IngestHarness replica) {
            this.replica = replica;
        }

        void send(RecordedRecord record) {
            WriteOp op = WriteOpDecoder.decode(record.value());
            WriteOp write = op instanceof WriteOp.Fragment fragment ? fragment.write() : op;
            Character part = write instanceof WriteOp.Put put ? partOf(put.key()) : null;
            if (part == null || !(write instanceof WriteOp.Put put) || number(part, put) > LAST) {
                pass(record, op);
                return;
            }
            Hash hash = Hash.of(put.key(), part == 'H' ? 1 : 9);
            Map<Character, WriteOp.Put> gathered = parts.computeIfAbsent(hash, ignored -> new HashMap<>());
            gathered.put(part, put);
            if (gathered.size() == PARTS.length()) {
                append(record, number(part, put), hash, parts.remove(hash));
            }
        }

        private void append(RecordedRecord record, long number, Hash hash, Map<Character, WriteOp.Put> block) {
            pass(
                    record,
                    new WriteOp.AppendAncient(
                            number,
                            hash.toBytes(),
                            value(block, 'h'),
                            value(block, 'b'),
                            value(block, 'r'),
                            value(block, 't')));
            frozen++;
            stored.addAll(block.values());
            pass(record, new WriteOp.SyncAncients());
            while (stored.size() > 30 * PARTS.length()) {
                pass(record, new WriteOp.Delete(stored.removeFirst().key()));
                pass(record, new WriteOp.TruncateAncients(1));
            }
        }

        private void pass(RecordedRecord record, WriteOp op) {
            replica.accept(offset++, record.timestampMillis(), WriteOpEncoder.encode(op));
        }

        private static byte[] value(Map<Character, WriteOp.Put> block, char part) {
            return Objects.requireNonNull(block.get(part)).value();
        }

        private static long number(char part, WriteOp.Put put) {
            return part == 'H'
                    ? Schema.decodeNumber(put.value())
                    : ByteBuffer.wrap(put.key()).getLong(1);
        }

        private static @Nullable Character partOf(byte[] key) {
            char letter = key.length == 0 ? ' ' : (char) key[0];
            return switch (key.length) {
                case 33 -> letter == 'H' ? letter : null;
                case 41 -> "hbr".indexOf(letter) >= 0 ? letter : null;
                case 42 -> letter == 'h' ? 't' : null;
                default -> null;
            };
        }
    }
}

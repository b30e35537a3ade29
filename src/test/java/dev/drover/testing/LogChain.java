package dev.drover.testing;

import dev.drover.chain.Address;
import dev.drover.chain.Bloom;
import dev.drover.chain.Hash;
import dev.drover.chain.Header;
import dev.drover.chain.Log;
import dev.drover.head.HeadChange;
import dev.drover.head.Pointers;
import dev.drover.head.Tags;
import dev.drover.rlp.RlpWriter;
import dev.drover.store.Batch;
import dev.drover.store.Schema;
import dev.drover.store.Store;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A made-up chain whose blocks have transactions with logs, and that is reorganized at will. The same seed, the same chain. */
public final class LogChain {
    /** One step of it: what a replica stores and what it announces. */
    public record Step(HeadChange change, List<MadeBlock> made) {
        /** Puts the step into a store, as a replica does before it serves the head. */
        public void applyTo(Store store) {
            Batch content = new Batch();
            made.forEach(block -> block.addTo(content));
            store.apply(content, false);
            Batch pointers = new Batch();
            Pointers.write(change, Tags.NONE, store, pointers);
            store.apply(pointers, false);
        }
    }

    /** A block with its logs. */
    public record MadeBlock(Header header, byte[] body, byte[] receipts, List<Log> logs) {
        private void addTo(Batch batch) {
            batch.put(Schema.header(header.id()), header.encode());
            batch.put(Schema.number(header.hash()), Schema.encodeNumber(header.number()));
            batch.put(Schema.body(header.id()), body);
            batch.put(Schema.receipts(header.id()), receipts);
        }
    }

    private static final int LOGS_A_BLOCK = 3;

    private final Random random;
    private final List<MadeBlock> canonical = new ArrayList<>();
    private long position;

    /** The chain of a seed; it has no block yet. */
    public LogChain(long seed) {
        random = new Random(seed);
    }

    /** The canonical blocks, the first one first. */
    public List<MadeBlock> canonical() {
        return Collections.unmodifiableList(canonical);
    }

    /** So many blocks come at once. */
    public Step grow(int blocks) {
        return reorg(0, blocks);
    }

    /** So many blocks go, and others come. */
    public Step reorg(int gone, int come) {
        List<Header> reverted = new ArrayList<>();
        for (int i = 0; i < gone; i++) {
            reverted.add(canonical.removeLast().header());
        }
        List<MadeBlock> made = new ArrayList<>();
        for (int i = 0; i < come; i++) {
            MadeBlock block = next();
            canonical.add(block);
            made.add(block);
        }
        Header tip = canonical.getLast().header();
        position++;
        var head = new dev.drover.chain.Head(0, tip.number(), tip.hash(), tip.parentHash(), tip.time(), position, -1);
        return new Step(
                new HeadChange(
                        head, reverted, made.stream().map(MadeBlock::header).toList()),
                made);
    }

    private MadeBlock next() {
        Header parent = canonical.isEmpty() ? null : canonical.getLast().header();
        List<Log> logs = new ArrayList<>();
        RlpWriter body = new RlpWriter().beginList().beginList();
        RlpWriter receipts = new RlpWriter().beginList();
        for (int i = 0; i < LOGS_A_BLOCK; i++) {
            Log log = new Log(
                    address(i),
                    List.of(topic(i)),
                    ByteBuffer.allocate(8).putLong(random.nextLong()).array());
            logs.add(log);
            body.raw(transaction(i));
            receipts.beginList().uint64(1).uint64(21_000L * (i + 1)).beginList();
            receipts.beginList().bytes(log.address().toBytes()).beginList();
            receipts.bytes(log.topics().getFirst().toBytes())
                    .endList()
                    .bytes(log.data())
                    .endList();
            receipts.endList().endList();
        }
        body.endList().beginList().endList().endList();
        byte[] header = header(parent, Bloom.of(logs));
        return new MadeBlock(
                Header.decode(header), body.toBytes(), receipts.endList().toBytes(), logs);
    }

    /** The address of the logs at this place of each block. */
    public static Address address(int index) {
        byte[] bytes = new byte[Address.LENGTH];
        bytes[0] = (byte) (index + 1);
        return Address.of(bytes);
    }

    /** The topic of the logs at this place of each block. */
    public static Hash topic(int index) {
        return new Hash(0, 0, 0, index + 1);
    }

    private byte[] transaction(int index) {
        return LegacyTransaction.rlp(index, random.nextInt(1, 1_000_000), 21_000, address(index), 0);
    }

    private byte[] header(@org.jspecify.annotations.Nullable Header parent, byte[] bloom) {
        long number = parent == null ? 0 : parent.number() + 1;
        return new RlpWriter()
                .beginList()
                .bytes((parent == null ? Hash.ZERO : parent.hash()).toBytes())
                .bytes(Hash.ZERO.toBytes())
                .bytes(Address.ZERO.toBytes())
                .bytes(Hash.ZERO.toBytes())
                .bytes(Hash.ZERO.toBytes())
                .bytes(Hash.ZERO.toBytes())
                .bytes(bloom)
                .integer(BigInteger.ONE)
                .uint64(number)
                .uint64(8_000_000)
                .uint64(63_000)
                .uint64(1_600_000_000 + number)
                .bytes(ByteBuffer.allocate(8).putLong(random.nextLong()).array())
                .bytes(Hash.ZERO.toBytes())
                .bytes(new byte[8])
                .endList()
                .toBytes();
    }
}

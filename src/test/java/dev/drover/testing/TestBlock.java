package dev.drover.testing;

import dev.drover.cdc.WriteOp;
import dev.drover.chain.Address;
import dev.drover.chain.Bloom;
import dev.drover.chain.Hash;
import dev.drover.chain.Header;
import dev.drover.rlp.RlpWriter;
import dev.drover.store.Schema;
import dev.drover.trie.ListRoot;
import dev.drover.trie.Trie;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A made-up block with everything that a master writes of it. Its state root is a node of its own, its transactions are
 * arbitrary RLP lists: enough for whoever follows heads and looks into no state.
 */
public record TestBlock(Header header, byte[] headerRlp, byte[] body, byte[] receipts, List<Hash> transactions) {
    private static final byte[] EMPTY_LIST = {(byte) 0xc0};

    /** The first block of a chain; {@code salt} makes it unlike others. */
    public static TestBlock genesis(String salt) {
        return make(0, Hash.ZERO, 1, salt, 0);
    }

    /** A child with one transaction. */
    public TestBlock child(String salt, long difficulty) {
        return make(header.number() + 1, header.hash(), difficulty, salt, 1);
    }

    /** A child without transactions, of a state that the caller writes. */
    public TestBlock childWithState(Hash stateRoot) {
        byte[] rlp = header(
                header.number() + 1,
                header.hash(),
                stateRoot,
                Trie.EMPTY_ROOT,
                Trie.EMPTY_ROOT,
                BigInteger.ONE,
                new byte[0]);
        byte[] body = {(byte) 0xc2, (byte) 0xc0, (byte) 0xc0};
        return new TestBlock(Header.decode(rlp), rlp, body, EMPTY_LIST, List.of());
    }

    /** A branch of {@code length} blocks upon this one, oldest first. */
    public List<TestBlock> branch(String salt, long difficulty, int length) {
        List<TestBlock> blocks = new ArrayList<>();
        TestBlock tip = this;
        for (int i = 0; i < length; i++) {
            tip = tip.child(salt, difficulty);
            blocks.add(tip);
        }
        return blocks;
    }

    /** The block's hash. */
    public Hash hash() {
        return header.hash();
    }

    /** What geth writes of a block before it can be the head. */
    public List<WriteOp.Put> content() {
        return List.of(
                new WriteOp.Put(Schema.body(header.id()), body),
                new WriteOp.Put(Schema.number(hash()), Schema.encodeNumber(header.number())),
                new WriteOp.Put(Schema.header(header.id()), headerRlp),
                new WriteOp.Put(Schema.receipts(header.id()), receipts),
                new WriteOp.Put(header.stateRoot().toBytes(), header.extraData()));
    }

    /** geth's deletes when it rolls back behind this block. */
    public List<WriteOp.Delete> rollback() {
        return List.of(
                new WriteOp.Delete(Schema.body(header.id())),
                new WriteOp.Delete(Schema.receipts(header.id())),
                new WriteOp.Delete(Schema.header(header.id())),
                new WriteOp.Delete(Schema.number(hash())),
                new WriteOp.Delete(Schema.canonicalHash(header.number())));
    }

    /** geth's head batch: the pointers, as the master sees them. */
    public List<WriteOp.Put> headWrites() {
        List<WriteOp.Put> writes = new ArrayList<>();
        writes.add(new WriteOp.Put(Schema.canonicalHash(header.number()), hash().toBytes()));
        for (Hash transaction : transactions) {
            writes.add(new WriteOp.Put(Schema.txLookup(transaction), Schema.encodeShortNumber(header.number())));
        }
        writes.add(new WriteOp.Put(Schema.LAST_BLOCK, hash().toBytes()));
        return writes;
    }

    private static TestBlock make(long number, Hash parent, long difficulty, String salt, int transactionCount) {
        byte[] extra = (salt + "/" + number).getBytes(StandardCharsets.UTF_8);
        RlpWriter body = new RlpWriter().beginList().beginList();
        RlpWriter stored = new RlpWriter().beginList();
        List<Hash> transactions = new ArrayList<>();
        List<byte[]> encoded = new ArrayList<>();
        List<byte[]> receipts = new ArrayList<>();
        for (int i = 0; i < transactionCount; i++) {
            byte[] transaction =
                    new RlpWriter().beginList().bytes(extra).uint64(i).endList().toBytes();
            transactions.add(Hash.keccak(transaction));
            encoded.add(transaction);
            body.raw(transaction);
            long gas = 21_000L * (i + 1);
            stored.beginList().uint64(1).uint64(gas).raw(EMPTY_LIST).endList();
            receipts.add(new RlpWriter()
                    .beginList()
                    .uint64(1)
                    .uint64(gas)
                    .bytes(new byte[Bloom.LENGTH])
                    .raw(EMPTY_LIST)
                    .endList()
                    .toBytes());
        }
        body.endList().raw(EMPTY_LIST).endList();
        byte[] rlp = header(
                number,
                parent,
                Hash.keccak(extra),
                ListRoot.of(encoded),
                ListRoot.of(receipts),
                BigInteger.valueOf(difficulty),
                extra);
        return new TestBlock(
                Header.decode(rlp), rlp, body.toBytes(), stored.endList().toBytes(), transactions);
    }

    private static byte[] header(
            long number,
            Hash parent,
            Hash stateRoot,
            Hash transactionsRoot,
            Hash receiptsRoot,
            BigInteger difficulty,
            byte[] extra) {
        return new RlpWriter()
                .beginList()
                .bytes(parent.toBytes())
                .bytes(Hash.keccak(EMPTY_LIST).toBytes())
                .bytes(Address.ZERO.toBytes())
                .bytes(stateRoot.toBytes())
                .bytes(transactionsRoot.toBytes())
                .bytes(receiptsRoot.toBytes())
                .bytes(new byte[Bloom.LENGTH])
                .integer(difficulty)
                .uint64(number)
                .uint64(8_000_000)
                .uint64(21_000)
                .uint64(1_600_000_000 + number)
                .bytes(extra)
                .bytes(Hash.ZERO.toBytes())
                .bytes(new byte[8])
                .endList()
                .toBytes();
    }
}

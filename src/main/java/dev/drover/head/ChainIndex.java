package dev.drover.head;

import dev.drover.blocks.ChainReader;
import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.chain.Head;
import dev.drover.chain.Header;
import dev.drover.chain.MissingDataException;
import dev.drover.rlp.RlpException;
import dev.drover.rlp.RlpReader;
import dev.drover.store.KeyValues;
import dev.drover.store.Schema;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the stored chain for the tracker: headers, branches and completeness. Stateless. */
final class ChainIndex {
    /** Thrown if data that a decision needs is missing or unreadable. Has the key of that data. */
    static final class IncompleteException extends RuntimeException {
        private final transient byte[] key;

        IncompleteException(byte[] key, String what) {
            super(what, null, false, false);
            this.key = key;
        }

        byte[] key() {
            return key;
        }

        /** Returns a description of what is missing. */
        String what() {
            return String.valueOf(getMessage());
        }
    }

    /** The root of the empty trie, for which no node is stored. */
    private static final Hash EMPTY_ROOT =
            Hash.fromHex("56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421");

    private final KeyValues store;
    private final ChainReader chain;
    private final int branchBlocksMax;

    ChainIndex(KeyValues store, int branchBlocksMax) {
        this.store = store;
        this.chain = new ChainReader(store);
        this.branchBlocksMax = branchBlocksMax;
    }

    /** Returns the header of the block with this hash. */
    Header header(Hash hash) {
        byte[] key = Schema.number(hash);
        byte[] number = get(key, "number of block " + hash);
        if (number.length != Long.BYTES) {
            throw new IncompleteException(key, "number of block " + hash + " in readable form");
        }
        return header(new BlockId(Schema.decodeNumber(number), hash));
    }

    /** Returns the header of a block. */
    Header header(BlockId block) {
        byte[] key = Schema.header(block);
        return readable(key, "header of block " + block, Header::decode);
    }

    /** Returns whether the block is the head or an ancestor of it. */
    boolean isCanonical(BlockId block, Head head) {
        return block.number() <= head.number() && chain.isCanonical(block);
    }

    /**
     * Returns the branch from the head to {@code hash}. Without a head, the branch starts at the genesis or above a
     * block that is already canonical (from a freezer). Null if it is longer than the limit.
     */
    @Nullable Branch branch(@Nullable Head head, Hash hash) {
        List<Header> added = new ArrayList<>();
        Header block = header(hash);
        BigInteger gain = BigInteger.ZERO;
        while (!joins(block, head)) {
            if (added.size() == branchBlocksMax) {
                return null;
            }
            added.add(block);
            gain = gain.add(block.difficulty());
            if (block.number() == 0) {
                return head == null ? new Branch(List.of(), added.reversed(), gain) : null;
            }
            block = header(new BlockId(block.number() - 1, block.parentHash()));
        }
        List<Header> reverted = head == null || added.isEmpty() ? List.of() : down(head, block);
        for (Header one : reverted) {
            gain = gain.subtract(one.difficulty());
        }
        return new Branch(reverted, List.copyOf(added.reversed()), gain);
    }

    /** Throws IncompleteException if a part of the block that requests may read is not in the store. */
    void expectComplete(Header block) {
        // Decoded rather than only looked up, because the transaction lookups are derived from it.
        readable(Schema.body(block.id()), "body of block " + block.id(), ChainIndex::countTransactions);
        expect(Schema.receipts(block.id()), "receipts", block);
        if (!block.stateRoot().equals(EMPTY_ROOT)) {
            expect(block.stateRoot().toBytes(), "state root", block);
        }
    }

    private boolean joins(Header block, @Nullable Head head) {
        return head == null ? chain.isCanonical(block.id()) : isCanonical(block.id(), head);
    }

    /** Returns the canonical blocks from the head down to the one above {@code ancestor}, newest first. */
    private List<Header> down(Head head, Header ancestor) {
        List<Header> blocks = new ArrayList<>();
        BlockId next = head.id();
        while (next.number() > ancestor.number()) {
            Header block = header(next);
            blocks.add(block);
            next = new BlockId(block.number() - 1, block.parentHash());
        }
        return List.copyOf(blocks);
    }

    private static int countTransactions(byte[] body) {
        RlpReader transactions = RlpReader.listOf(body).list();
        int count = 0;
        for (; transactions.hasNext(); count++) {
            transactions.skip();
        }
        return count;
    }

    private <T> T readable(byte[] key, String what, Function<byte[], T> decoder) {
        try {
            return decoder.apply(get(key, what));
        } catch (RlpException e) {
            throw new IncompleteException(key, what + " in readable form (" + e.getMessage() + ")");
        }
    }

    private byte[] get(byte[] key, String what) {
        byte[] value;
        try {
            value = store.get(key);
        } catch (MissingDataException e) {
            throw new IncompleteException(key, what + " in readable form (" + e.text() + ")");
        }
        if (value == null) {
            throw new IncompleteException(key, what);
        }
        return value;
    }

    private void expect(byte[] key, String what, Header block) {
        if (!store.has(key)) {
            throw new IncompleteException(key, what + " of block " + block.id());
        }
    }
}

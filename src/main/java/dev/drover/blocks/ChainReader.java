package dev.drover.blocks;

import dev.drover.chain.Block;
import dev.drover.chain.BlockId;
import dev.drover.chain.Body;
import dev.drover.chain.ChainConfig;
import dev.drover.chain.Hash;
import dev.drover.chain.Header;
import dev.drover.chain.MissingDataException;
import dev.drover.chain.Receipt;
import dev.drover.rlp.RlpException;
import dev.drover.rlp.RlpReader;
import dev.drover.store.KeyValues;
import dev.drover.store.Schema;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads blocks and their receipts from one view of the store. Unknown blocks, such as a number above the head or an unknown
 * hash, are null. Data that should exist but is missing or cannot be decoded is a {@link MissingDataException}. Cheap to create,
 * one per request. Methods may read from disk, as those of the view.
 */
public final class ChainReader {
    private final KeyValues view;

    /** @param view the view to read; all reads of a request should use the same view */
    public ChainReader(KeyValues view) {
        this.view = view;
    }

    /** Returns the canonical block at a number, or null if the number is above the head. */
    public @Nullable BlockId canonical(long number) {
        byte[] hash = view.get(Schema.canonicalHash(number));
        return hash == null ? null : new BlockId(number, decode("canonical hash of " + number, hash, Hash::of));
    }

    /** Returns whether the block is canonical. */
    public boolean isCanonical(BlockId block) {
        return block.equals(canonical(block.number()));
    }

    /** Returns the block with a hash, canonical or not, or null if it is unknown. */
    public @Nullable BlockId find(Hash hash) {
        byte[] number = view.get(Schema.number(hash));
        return number == null ? null : new BlockId(Schema.decodeNumber(number), hash);
    }

    /**
     * Returns the canonical block that contains a transaction, or null if there is none. The lookup may be outdated after a
     * reorg, so the caller must check that the block contains the transaction.
     */
    public @Nullable BlockId findByTransaction(Hash transaction) {
        byte[] lookup = view.get(Schema.txLookup(transaction));
        if (lookup == null) {
            return null;
        }
        if (lookup.length < Hash.LENGTH) {
            return canonical(Schema.decodeNumber(lookup));
        }
        // geth before 1.9 stored the block hash, and before 1.8.22 a list of block hash, number and index.
        Hash hash = decode("lookup of transaction " + transaction, lookup, ChainReader::oldLookup);
        BlockId block = find(hash);
        return block != null && isCanonical(block) ? block : null;
    }

    /** Returns the header of a known block. */
    public Header header(BlockId block) {
        return decode("header of block " + block, headerRlp(block), Header::decode);
    }

    /** Returns the bloom in the header of a known block, 256 bytes. */
    public byte[] bloom(BlockId block) {
        return decode("header of block " + block, headerRlp(block), Header::bloomOf);
    }

    /** Returns the body of a known block. */
    public Body body(BlockId block) {
        return decode("body of block " + block, bodyRlp(block), Body::decode);
    }

    /** Returns the header and body of a known block. */
    public Block block(BlockId block) {
        byte[] header = headerRlp(block);
        return decode("block " + block, bodyRlp(block), body -> Block.decode(header, body));
    }

    /** Returns the receipts of a block. */
    public List<Receipt> receipts(Block block) {
        BlockId id = block.header().id();
        byte[] receipts = required("receipts of block " + id, Schema.receipts(id));
        return decode(
                "receipts of block " + id,
                receipts,
                rlp -> Receipt.decodeStored(rlp, block.body().transactions()));
    }

    /** Returns whether the block's header and body are stored. */
    public boolean hasBody(BlockId block) {
        return view.has(Schema.header(block)) && view.has(Schema.body(block));
    }

    /** Returns whether the block and its receipts are stored. */
    public boolean hasReceipts(BlockId block) {
        return hasBody(block) && view.has(Schema.receipts(block));
    }

    /** Returns whether the block and the root node of the state after it are stored. */
    public boolean hasState(BlockId block) {
        return hasBody(block) && view.has(header(block).stateRoot().toBytes());
    }

    /** Returns the stored RLP of a header. */
    public byte[] headerRlp(BlockId block) {
        return required("header of block " + block, Schema.header(block));
    }

    /** Returns the stored RLP of a body. */
    public byte[] bodyRlp(BlockId block) {
        return required("body of block " + block, Schema.body(block));
    }

    /** Returns the chain's config, as written by the master that started last. */
    public ChainConfig config() {
        BlockId genesis = canonical(0);
        if (genesis == null) {
            throw new MissingDataException("the genesis block is not in the store");
        }
        String what = "chain config of genesis " + genesis.hash();
        return decode(what, required(what, Schema.config(genesis.hash())), ChainConfig::parse);
    }

    private byte[] required(String what, byte[] key) {
        byte[] value = view.get(key);
        if (value == null) {
            throw new MissingDataException(what + " is not in the store");
        }
        return value;
    }

    private static Hash oldLookup(byte[] lookup) {
        return Hash.of(
                lookup.length == Hash.LENGTH ? lookup : RlpReader.listOf(lookup).bytes(Hash.LENGTH));
    }

    private static <T> T decode(String what, byte[] value, Function<byte[], T> decoder) {
        try {
            return decoder.apply(value);
        } catch (RlpException | IllegalArgumentException e) {
            throw new MissingDataException(what + " is damaged: " + e.getMessage());
        }
    }
}

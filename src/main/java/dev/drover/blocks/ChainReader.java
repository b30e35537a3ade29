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
 * Blocks and what belongs to them, read from one view of the store. What is not known is null: a number above the head, a
 * hash never heard of. What must be there and is not, or cannot be decoded, is a {@link MissingDataException}.
 * Cheap to make, one per request; blocks as the view does.
 */
public final class ChainReader {
    private final KeyValues view;

    /** @param view whose canonical chain and transaction lookups are read; all reads of one request go to one view */
    public ChainReader(KeyValues view) {
        this.view = view;
    }

    /** The canonical block at a number, or null if the chain is not that long. */
    public @Nullable BlockId canonical(long number) {
        byte[] hash = view.get(Schema.canonicalHash(number));
        return hash == null ? null : new BlockId(number, decode("canonical hash of " + number, hash, Hash::of));
    }

    /** True if the block is on the canonical chain. */
    public boolean isCanonical(BlockId block) {
        return block.equals(canonical(block.number()));
    }

    /** The block of a hash, canonical or not; null if it is unknown. */
    public @Nullable BlockId find(Hash hash) {
        byte[] number = view.get(Schema.number(hash));
        return number == null ? null : new BlockId(Schema.decodeNumber(number), hash);
    }

    /**
     * The canonical block in which a transaction stands; null if it stands in none. The lookup may be older than the chain:
     * only the block itself can tell whether the transaction is in it.
     */
    public @Nullable BlockId findByTransaction(Hash transaction) {
        byte[] lookup = view.get(Schema.txLookup(transaction));
        if (lookup == null) {
            return null;
        }
        if (lookup.length < Hash.LENGTH) {
            return canonical(Schema.decodeNumber(lookup));
        }
        // Databases of before geth 1.9 name the block by its hash, those of before 1.8.22 in a list with number and
        // index.
        Hash hash = decode("lookup of transaction " + transaction, lookup, ChainReader::oldLookup);
        BlockId block = find(hash);
        return block != null && isCanonical(block) ? block : null;
    }

    /** The header of a block that is known. */
    public Header header(BlockId block) {
        return decode("header of block " + block, headerRlp(block), Header::decode);
    }

    /** The bloom in the header of a block that is known, 256 bytes. */
    public byte[] bloom(BlockId block) {
        return decode("header of block " + block, headerRlp(block), Header::bloomOf);
    }

    /** The body of a block that is known. */
    public Body body(BlockId block) {
        return decode("body of block " + block, bodyRlp(block), Body::decode);
    }

    /** A block that is known. */
    public Block block(BlockId block) {
        byte[] header = headerRlp(block);
        return decode("block " + block, bodyRlp(block), body -> Block.decode(header, body));
    }

    /** The receipts of a block. */
    public List<Receipt> receipts(Block block) {
        BlockId id = block.header().id();
        byte[] receipts = required("receipts of block " + id, Schema.receipts(id));
        return decode(
                "receipts of block " + id,
                receipts,
                rlp -> Receipt.decodeStored(rlp, block.body().transactions()));
    }

    /** Whether the block can be read, but for its receipts and state. */
    public boolean hasBody(BlockId block) {
        return view.has(Schema.header(block)) && view.has(Schema.body(block));
    }

    /** Whether the block's receipts can be read. */
    public boolean hasReceipts(BlockId block) {
        return hasBody(block) && view.has(Schema.receipts(block));
    }

    /** Whether the state after the block is here, as far as its root tells. */
    public boolean hasState(BlockId block) {
        return hasBody(block) && view.has(header(block).stateRoot().toBytes());
    }

    /** The RLP of a header as stored. */
    public byte[] headerRlp(BlockId block) {
        return required("header of block " + block, Schema.header(block));
    }

    /** The RLP of a body as stored. */
    public byte[] bodyRlp(BlockId block) {
        return required("body of block " + block, Schema.body(block));
    }

    /** The chain's config, as the last master to start wrote it. */
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

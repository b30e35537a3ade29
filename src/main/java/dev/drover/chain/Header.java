package dev.drover.chain;

import dev.drover.rlp.RlpException;
import dev.drover.rlp.RlpReader;
import dev.drover.rlp.RlpWriter;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A block header in its hashed form (geth: core/types/block.go). Fields of inactive forks are null; a field is present
 * only if all fields before it are. Quantities that geth holds in 64 bits are the bits of a long. Arrays belong to the
 * header and must not be changed.
 *
 * @param hash the Keccak hash of the RLP
 * @param bloom 256 bytes
 * @param time seconds since 1970
 * @param nonce 8 bytes
 * @param blockAccessListHash since Amsterdam (EIP-7928)
 * @param slotNumber since Amsterdam (EIP-7843)
 */
public record Header(
        Hash hash,
        Hash parentHash,
        Hash unclesHash,
        Address coinbase,
        Hash stateRoot,
        Hash transactionsRoot,
        Hash receiptsRoot,
        byte[] bloom,
        BigInteger difficulty,
        long number,
        long gasLimit,
        long gasUsed,
        long time,
        byte[] extraData,
        Hash mixHash,
        byte[] nonce,
        @Nullable BigInteger baseFee,
        @Nullable Hash withdrawalsRoot,
        @Nullable Long blobGasUsed,
        @Nullable Long excessBlobGas,
        @Nullable Hash parentBeaconRoot,
        @Nullable Hash requestsHash,
        @Nullable Hash blockAccessListHash,
        @Nullable Long slotNumber) {

    private static final int ITEMS_BEFORE_BLOOM = 6;

    /**
     * Returns the bloom in a header's RLP, 256 bytes, without decoding the rest. Throws {@link RlpException} if there
     * is none.
     */
    public static byte[] bloomOf(byte[] rlp) {
        RlpReader in = RlpReader.listOf(rlp);
        for (int i = 0; i < ITEMS_BEFORE_BLOOM; i++) {
            in.skip();
        }
        return in.bytes(Bloom.LENGTH);
    }

    /** Decodes a header and computes its hash. Throws {@link RlpException} if it is malformed. */
    public static Header decode(byte[] rlp) {
        RlpReader in = RlpReader.listOf(rlp);
        Header header = new Header(
                Hash.keccak(rlp),
                hash(in),
                hash(in),
                Address.of(in.bytes(Address.LENGTH)),
                hash(in),
                hash(in),
                hash(in),
                in.bytes(256),
                in.uint256(),
                number(in),
                in.uint64(),
                in.uint64(),
                in.uint64(),
                in.bytes(),
                hash(in),
                in.bytes(8),
                in.hasNext() ? in.uint256() : null,
                in.hasNext() ? hash(in) : null,
                in.hasNext() ? (Long) in.uint64() : null,
                in.hasNext() ? (Long) in.uint64() : null,
                in.hasNext() ? hash(in) : null,
                in.hasNext() ? hash(in) : null,
                in.hasNext() ? hash(in) : null,
                in.hasNext() ? (Long) in.uint64() : null);
        in.expectEnd();
        return header;
    }

    /** Returns the number and hash, which identify this block. */
    public BlockId id() {
        return new BlockId(number, hash);
    }

    /** Returns the header's RLP, of which {@link #hash} is the hash. */
    public byte[] encode() {
        RlpWriter out = new RlpWriter(640).beginList();
        out.bytes(parentHash.toBytes()).bytes(unclesHash.toBytes()).bytes(coinbase.toBytes());
        out.bytes(stateRoot.toBytes()).bytes(transactionsRoot.toBytes()).bytes(receiptsRoot.toBytes());
        out.bytes(bloom)
                .integer(difficulty)
                .uint64(number)
                .uint64(gasLimit)
                .uint64(gasUsed)
                .uint64(time);
        out.bytes(extraData).bytes(mixHash.toBytes()).bytes(nonce);
        if (baseFee != null) {
            out.integer(baseFee);
        }
        write(out, withdrawalsRoot);
        write(out, blobGasUsed);
        write(out, excessBlobGas);
        write(out, parentBeaconRoot);
        write(out, requestsHash);
        write(out, blockAccessListHash);
        write(out, slotNumber);
        return out.endList().toBytes();
    }

    private static void write(RlpWriter out, @Nullable Hash hash) {
        if (hash != null) {
            out.bytes(hash.toBytes());
        }
    }

    private static void write(RlpWriter out, @Nullable Long number) {
        if (number != null) {
            out.uint64(number);
        }
    }

    /** Headers are equal if their hashes are equal. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Header header && hash.equals(header.hash);
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }

    @Override
    public String toString() {
        return "header " + id();
    }

    private static Hash hash(RlpReader in) {
        return Hash.of(in.bytes(Hash.LENGTH));
    }

    private static long number(RlpReader in) {
        long number = in.uint64();
        if (number < 0) {
            throw new RlpException("block number over 2^63");
        }
        return number;
    }
}

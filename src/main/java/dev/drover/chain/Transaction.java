package dev.drover.chain;

import dev.drover.crypto.InvalidSignatureException;
import dev.drover.crypto.Keccak;
import dev.drover.rlp.RlpException;
import dev.drover.rlp.RlpReader;
import dev.drover.rlp.RlpWriter;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transaction of any type as it stands in a block (geth: core/types/transaction.go). Members that a type does not have
 * are null or empty, so that readers need not ask for the type. Arrays belong to the transaction and must not be changed.
 *
 * @param encoded the bytes that {@code hash} is the keccak of: RLP for a legacy transaction, else the type's byte and RLP.
 *     Blobs are not part of it
 * @param hash the transaction's name
 * @param chainId null for a legacy transaction without replay protection (EIP-155)
 * @param maxPriorityFeePerGas wei; the gas price where the type has but one
 * @param maxFeePerGas wei; the gas price where the type has but one
 * @param to null: the transaction creates a contract
 * @param value wei
 * @param maxFeePerBlobGas wei; null but for blob transactions
 * @param v parity of the signature's curve point: 0 or 1, for legacy transactions as {@link #yParity} reads it
 */
public record Transaction(
        TransactionType type,
        byte[] encoded,
        Hash hash,
        @Nullable BigInteger chainId,
        long nonce,
        BigInteger maxPriorityFeePerGas,
        BigInteger maxFeePerGas,
        long gasLimit,
        @Nullable Address to,
        BigInteger value,
        byte[] input,
        List<AccessListEntry> accessList,
        @Nullable BigInteger maxFeePerBlobGas,
        List<Hash> blobVersionedHashes,
        List<Authorization> authorizations,
        BigInteger v,
        BigInteger r,
        BigInteger s) {

    /** Gas that each blob takes (EIP-4844). */
    public static final long GAS_PER_BLOB = 131_072;

    /**
     * Decodes a transaction that stands alone: a legacy one as its RLP list, the others as the type's byte and RLP. A blob
     * transaction comes without its blobs. Throws {@link RlpException} on anything else.
     */
    public static Transaction decode(byte[] encoded) {
        return TransactionDecoder.decode(encoded);
    }

    /**
     * Decodes a transaction as bodies and topics have it: a legacy one as its RLP list, the others wrapped in a string. Throws
     * {@link RlpException} on anything else.
     */
    public static Transaction decodeWrapped(byte[] encoded) {
        RlpReader in = RlpReader.of(encoded, 0);
        Transaction transaction = TransactionDecoder.decodeItem(in);
        in.expectEnd();
        return transaction;
    }

    /** Decodes the next item of a body's list: a legacy transaction is a list, the others are strings. */
    static Transaction decodeItem(RlpReader items) {
        return TransactionDecoder.decodeItem(items);
    }

    /** True if the signature holds for one chain only. */
    public boolean isReplayProtected() {
        return chainId != null;
    }

    /**
     * Parity of the signature's curve point, 0 or 1. Legacy transactions write it as 27 or 28, or as 35 or 36 and twice
     * the chain id (EIP-155). Throws {@link InvalidSignatureException} if {@code v} is none of these.
     */
    public int yParity() {
        BigInteger parity = v;
        if (type == TransactionType.LEGACY) {
            parity = v.subtract(BigInteger.valueOf(27));
            if (chainId != null) {
                parity = parity.subtract(chainId.shiftLeft(1)).subtract(BigInteger.valueOf(8));
            }
        }
        if (parity.signum() < 0 || parity.bitLength() > 1) {
            throw new InvalidSignatureException("v is " + v);
        }
        return parity.intValue();
    }

    /** The 32 bytes that were signed: the hash of the transaction without its signature. */
    public byte[] signingHash() {
        RlpReader in =
                RlpReader.of(encoded, type == TransactionType.LEGACY ? 0 : 1).list();
        RlpWriter out = new RlpWriter(encoded.length).beginList();
        for (int i = 0; i < type.unsignedItems(); i++) {
            out.raw(in.raw());
        }
        if (type == TransactionType.LEGACY && chainId != null) {
            out.integer(chainId).uint64(0).uint64(0);
        }
        return Keccak.hash(type.wrap(out.endList().toBytes()));
    }

    /**
     * What the transaction pays per unit of gas in a block, in wei.
     *
     * @param baseFee the block's base fee; null before London
     */
    public BigInteger effectiveGasPrice(@Nullable BigInteger baseFee) {
        return baseFee == null
                ? maxFeePerGas
                : maxPriorityFeePerGas.add(baseFee).min(maxFeePerGas);
    }

    /**
     * What the maker of a block earns per unit of gas, in wei.
     *
     * @param baseFee the block's base fee; null before London
     */
    public BigInteger effectiveTip(@Nullable BigInteger baseFee) {
        return baseFee == null ? maxPriorityFeePerGas : maxPriorityFeePerGas.min(maxFeePerGas.subtract(baseFee));
    }

    /** Gas that its blobs take; 0 without blobs. */
    public long blobGas() {
        return GAS_PER_BLOB * blobVersionedHashes.size();
    }
}

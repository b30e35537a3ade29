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
 * A transaction of any type as it appears in a block (geth: core/types/transaction.go). Fields that a type does not
 * have are null or empty, so that readers need not distinguish types. Arrays belong to the transaction and must not be
 * changed.
 *
 * @param encoded the bytes whose Keccak hash is {@code hash}: RLP for a legacy transaction, otherwise the type byte and
 *     RLP. Without blobs
 * @param hash the hash that identifies the transaction
 * @param chainId null for a legacy transaction without replay protection (EIP-155)
 * @param maxPriorityFeePerGas wei; the gas price if the type has only one price
 * @param maxFeePerGas wei; the gas price if the type has only one price
 * @param to null if the transaction creates a contract
 * @param value wei
 * @param maxFeePerBlobGas wei; null for all but blob transactions
 * @param v the parity of the signature: 0 or 1, for legacy transactions to be read by {@link #yParity}
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

    /** The blob gas of one blob (EIP-4844). */
    public static final long GAS_PER_BLOB = 131_072;

    /**
     * Decodes a standalone transaction: RLP for a legacy transaction, otherwise the type byte and RLP. A blob
     * transaction has no blobs. Throws {@link RlpException} if it is malformed.
     */
    public static Transaction decode(byte[] encoded) {
        return TransactionDecoder.decode(encoded);
    }

    /**
     * Decodes a transaction as bodies and topics contain it: a legacy transaction as a list, the others wrapped in a
     * string. Throws {@link RlpException} if it is malformed.
     */
    public static Transaction decodeWrapped(byte[] encoded) {
        RlpReader in = RlpReader.of(encoded, 0);
        Transaction transaction = TransactionDecoder.decodeItem(in);
        in.expectEnd();
        return transaction;
    }

    /** Decodes the next item of a list of transactions: a legacy transaction is a list, the others are strings. */
    static Transaction decodeItem(RlpReader items) {
        return TransactionDecoder.decodeItem(items);
    }

    /** Returns whether the signature is valid for one chain only. */
    public boolean isReplayProtected() {
        return chainId != null;
    }

    /**
     * Returns the parity of the signature, 0 or 1. Legacy transactions encode it as 27 or 28, or as 35 or 36 plus twice
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

    /** Returns the 32 bytes that were signed: the hash of the transaction without its signature. */
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
     * Returns the price per unit of gas that the transaction pays in a block, in wei.
     *
     * @param baseFee the base fee of the block; null before London
     */
    public BigInteger effectiveGasPrice(@Nullable BigInteger baseFee) {
        return baseFee == null
                ? maxFeePerGas
                : maxPriorityFeePerGas.add(baseFee).min(maxFeePerGas);
    }

    /**
     * Returns the priority fee per unit of gas that the transaction pays in a block, in wei.
     *
     * @param baseFee the base fee of the block; null before London
     */
    public BigInteger effectiveTip(@Nullable BigInteger baseFee) {
        return baseFee == null ? maxPriorityFeePerGas : maxPriorityFeePerGas.min(maxFeePerGas.subtract(baseFee));
    }

    /** Returns the blob gas of its blobs; 0 without blobs. */
    public long blobGas() {
        return GAS_PER_BLOB * blobVersionedHashes.size();
    }
}

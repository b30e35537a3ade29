package dev.drover.evm;

import dev.drover.chain.AccessListEntry;
import dev.drover.chain.Address;
import dev.drover.chain.Authorization;
import dev.drover.chain.Hash;
import dev.drover.chain.Transaction;
import dev.drover.chain.TransactionType;
import dev.drover.chain.Word;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transaction in the form that is executed, signed or simulated (geth: core/state_transition.go, Message). Prices are in wei
 * per unit of gas. Arrays must not be modified.
 *
 * @param to the recipient; null creates a contract
 * @param gasPrice the effective gas price, including the tip
 * @param gasFeeCap the highest price that the sender pays; equal to the gas price if the transaction has only one price
 * @param gasTipCap the highest tip for the coinbase
 * @param blobGasFeeCap null without blobs
 * @param blobHashes null unless it is a blob transaction
 * @param authorizations null unless it is a set-code transaction (EIP-7702)
 * @param skipNonceChecks accepts any nonce
 * @param skipTransactionChecks accepts a contract as sender and a gas limit above the limit for a transaction
 */
public record Message(
        Address from,
        @Nullable Address to,
        long nonce,
        Word value,
        long gasLimit,
        Word gasPrice,
        Word gasFeeCap,
        Word gasTipCap,
        byte[] data,
        List<AccessListEntry> accessList,
        @Nullable Word blobGasFeeCap,
        @Nullable List<Hash> blobHashes,
        @Nullable List<Authorization> authorizations,
        boolean skipNonceChecks,
        boolean skipTransactionChecks) {

    /**
     * Returns the message of a signed transaction.
     *
     * @param baseFee the base fee of the block that executes it; null before London
     */
    public static Message of(Transaction transaction, Address sender, @Nullable BigInteger baseFee) {
        boolean hasBlobs = transaction.type() == TransactionType.BLOB;
        BigInteger blobFee = transaction.maxFeePerBlobGas();
        return new Message(
                sender,
                transaction.to(),
                transaction.nonce(),
                Word.of(transaction.value()),
                transaction.gasLimit(),
                Word.of(transaction.effectiveGasPrice(baseFee)),
                Word.of(transaction.maxFeePerGas()),
                Word.of(transaction.maxPriorityFeePerGas()),
                transaction.input(),
                transaction.accessList(),
                blobFee == null ? null : Word.of(blobFee),
                hasBlobs ? transaction.blobVersionedHashes() : null,
                transaction.type() == TransactionType.SET_CODE ? transaction.authorizations() : null,
                false,
                false);
    }

    /** Returns the same message with another gas limit. */
    public Message withGasLimit(long limit) {
        return new Message(
                from,
                to,
                nonce,
                value,
                limit,
                gasPrice,
                gasFeeCap,
                gasTipCap,
                data,
                accessList,
                blobGasFeeCap,
                blobHashes,
                authorizations,
                skipNonceChecks,
                skipTransactionChecks);
    }
}

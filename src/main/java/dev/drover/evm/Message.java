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
 * A transaction as it is executed: signed or made up by a call (geth: core/state_transition.go, Message). Prices are wei per
 * unit of gas. Arrays must not be changed.
 *
 * @param to null: creates a contract
 * @param gasPrice what is paid, tip included
 * @param gasFeeCap the most that is paid; the gas price where the sender named but one
 * @param gasTipCap the most that the coinbase gets
 * @param blobGasFeeCap null without blobs
 * @param blobHashes null if the transaction is not of the type that has blobs
 * @param authorizations null if the transaction is not of the type that has them
 * @param skipNonceChecks any nonce will do
 * @param skipTransactionChecks the sender may be a contract, and the gas more than a transaction may have
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
     * A signed transaction.
     *
     * @param baseFee of the block that executes it; null before London
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
}

package dev.drover.chain;

import dev.drover.rlp.RlpException;
import dev.drover.rlp.RlpReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a transaction. Databases store only a part of it; the rest is derived from the transactions of the
 * block and the previous receipts (geth: core/types/receipt.go, DeriveFields).
 *
 * @param transaction the transaction of this receipt
 * @param transactionIndex the index of the transaction in the block
 * @param stateRoot the state root after the transaction; null since Byzantium (EIP-658)
 * @param succeeded the status; false before Byzantium, when it was not recorded
 * @param cumulativeGasUsed the gas used by the transactions of the block up to and including this one
 * @param gasUsed the gas used by this transaction
 * @param firstLogIndex the index of its first log among the logs of the block
 */
public record Receipt(
        Transaction transaction,
        int transactionIndex,
        @Nullable Hash stateRoot,
        boolean succeeded,
        long cumulativeGasUsed,
        long gasUsed,
        List<Log> logs,
        int firstLogIndex) {
    /**
     * Decodes the stored receipts of a block, in today's encoding or one of the two before (wire versions 4 and 3).
     *
     * @param transactions the transactions of the same block
     * @throws RlpException if these are no receipts, or not as many as transactions
     */
    public static List<Receipt> decodeStored(byte[] rlp, List<Transaction> transactions) {
        RlpReader in = RlpReader.listOf(rlp);
        List<Receipt> receipts = new ArrayList<>(transactions.size());
        long gasBefore = 0;
        int logsBefore = 0;
        for (Transaction transaction : transactions) {
            if (!in.hasNext()) {
                throw new RlpException(transactions.size() + " transactions, but " + receipts.size() + " receipts");
            }
            Receipt receipt = decodeOne(in.list(), transaction, receipts.size(), gasBefore, logsBefore);
            receipts.add(receipt);
            gasBefore = receipt.cumulativeGasUsed;
            logsBefore += receipt.logs.size();
        }
        in.expectEnd();
        return receipts;
    }

    /** Returns the 256-byte bloom of the logs. */
    public byte[] bloom() {
        return Bloom.of(logs);
    }

    /** The bytes that go into the receipts' trie: RLP, after the transaction type's byte if it has one (EIP-2718). */
    public byte[] encode() {
        byte[] outcome = stateRoot != null ? stateRoot.toBytes() : succeeded ? new byte[] {1} : new byte[0];
        return transaction.type().wrap(new StoredReceipt(outcome, cumulativeGasUsed, logs).payload());
    }

    private static Receipt decodeOne(
            RlpReader in, Transaction transaction, int index, long gasBefore, int firstLogIndex) {
        StoredReceipt stored = StoredReceipt.decode(in);
        byte[] outcome = stored.outcome();
        return new Receipt(
                transaction,
                index,
                outcome.length == Hash.LENGTH ? Hash.of(outcome) : null,
                outcome.length == 1,
                stored.cumulativeGasUsed(),
                stored.cumulativeGasUsed() - gasBefore,
                stored.logs(),
                firstLogIndex);
    }
}

package dev.drover.chain;

import dev.drover.rlp.RlpException;
import dev.drover.rlp.RlpReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a transaction. Databases keep little of it; the rest follows from the block's transactions and the receipts
 * before (geth: core/types/receipt.go, DeriveFields).
 *
 * @param transaction whose receipt this is
 * @param transactionIndex its place in the block
 * @param stateRoot the state after it, before Byzantium; null since (EIP-658)
 * @param succeeded since Byzantium; before, it cannot be known and is false
 * @param cumulativeGasUsed of the block's transactions up to this one
 * @param gasUsed of this transaction
 * @param firstLogIndex place of its first log among the logs of the block
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

    /** The 256-byte bloom of the logs. */
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

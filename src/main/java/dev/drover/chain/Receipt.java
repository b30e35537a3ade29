package dev.drover.chain;

import dev.drover.rlp.RlpException;
import dev.drover.rlp.RlpReader;
import dev.drover.rlp.RlpWriter;
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
        RlpWriter out = new RlpWriter(512).beginList();
        if (stateRoot != null) {
            out.bytes(stateRoot.toBytes());
        } else {
            out.uint64(succeeded ? 1 : 0);
        }
        out.uint64(cumulativeGasUsed).bytes(bloom()).beginList();
        logs.forEach(log -> log.encode(out));
        byte[] payload = out.endList().endList().toBytes();
        return transaction.type().wrap(payload);
    }

    private static Receipt decodeOne(
            RlpReader in, Transaction transaction, int index, long gasBefore, int firstLogIndex) {
        byte[] outcome = in.bytes();
        Hash stateRoot = outcome.length == Hash.LENGTH ? Hash.of(outcome) : null;
        boolean succeeded = outcome.length == 1 && outcome[0] == 1;
        if (stateRoot == null && !succeeded && outcome.length != 0) {
            throw new RlpException("a receipt's status of " + outcome.length + " bytes");
        }
        long cumulativeGasUsed = in.uint64();
        boolean old = !in.nextIsList();
        if (old) {
            // Version 4: [..., hash, contract, logs, gas used]; version 3 has the bloom before the hash.
            if (in.nextLength() == Bloom.LENGTH) {
                in.skip();
            }
            in.bytes(Hash.LENGTH);
            in.bytes(Address.LENGTH);
        }
        List<Log> logs = logs(in.list());
        if (old) {
            in.uint64();
        }
        in.expectEnd();
        long gasUsed = cumulativeGasUsed - gasBefore;
        return new Receipt(transaction, index, stateRoot, succeeded, cumulativeGasUsed, gasUsed, logs, firstLogIndex);
    }

    private static List<Log> logs(RlpReader in) {
        List<Log> logs = new ArrayList<>();
        while (in.hasNext()) {
            logs.add(Log.decode(in.list()));
        }
        return List.copyOf(logs);
    }
}

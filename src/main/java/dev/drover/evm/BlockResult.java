package dev.drover.evm;

import dev.drover.chain.Bloom;
import dev.drover.chain.Hash;
import dev.drover.chain.Header;
import dev.drover.chain.ListRoot;
import dev.drover.chain.Receipt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What came of a block: what its header must say.
 *
 * @param changes what became of the accounts of its parent's state
 * @param requests what it asks of the beacon chain; null before Prague
 * @param withdrawalsRoot null before Shanghai
 * @param blobGasUsed null before Cancun
 */
public record BlockResult(
        List<Receipt> receipts,
        List<AccountChange> changes,
        Hash stateRoot,
        Hash transactionsRoot,
        @Nullable Hash withdrawalsRoot,
        @Nullable Long blobGasUsed,
        @Nullable List<byte[]> requests) {

    /** Gas that all transactions have used. */
    public long gasUsed() {
        return receipts.isEmpty() ? 0 : receipts.getLast().cumulativeGasUsed();
    }

    /** Root of the trie of the receipts. */
    public Hash receiptsRoot() {
        return ListRoot.of(receipts.stream().map(Receipt::encode).toList());
    }

    /** Bloom of all logs. */
    public byte[] bloom() {
        return Bloom.of(
                receipts.stream().flatMap(receipt -> receipt.logs().stream()).toList());
    }

    /** What the header says of the requests; null before Prague. */
    public @Nullable Hash requestsHash() {
        return requests == null ? null : ExecutionRequests.hash(requests);
    }

    /** Where a header says something else, one sentence each; none if it is right. */
    public List<String> differences(Header header) {
        List<String> found = new ArrayList<>();
        compare(found, "state root", header.stateRoot(), stateRoot);
        compare(found, "transactions root", header.transactionsRoot(), transactionsRoot);
        compare(found, "receipts root", header.receiptsRoot(), receiptsRoot());
        compare(found, "gas used", header.gasUsed(), gasUsed());
        compare(found, "withdrawals root", header.withdrawalsRoot(), withdrawalsRoot);
        compare(found, "blob gas used", header.blobGasUsed(), blobGasUsed);
        compare(found, "requests hash", header.requestsHash(), requestsHash());
        if (!Arrays.equals(header.bloom(), bloom())) {
            found.add("the header's bloom is not that of the logs");
        }
        return found;
    }

    private static void compare(List<String> found, String what, @Nullable Object said, @Nullable Object is) {
        if (!Objects.equals(said, is)) {
            found.add(what + ": the header says " + said + ", it is " + is);
        }
    }
}

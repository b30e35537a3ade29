package dev.drover.evm;

import dev.drover.chain.Bloom;
import dev.drover.chain.Hash;
import dev.drover.chain.Header;
import dev.drover.chain.Receipt;
import dev.drover.trie.ListRoot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The result of executing a block, which its header must match.
 *
 * @param changes the changed accounts, compared to the parent's state
 * @param requests the requests to the consensus layer (EIP-7685); null before Prague
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

    /** Returns the gas used by all transactions. */
    public long gasUsed() {
        return receipts.isEmpty() ? 0 : receipts.getLast().cumulativeGasUsed();
    }

    /** Returns the root of the receipts trie. */
    public Hash receiptsRoot() {
        return ListRoot.of(receipts.stream().map(Receipt::encode).toList());
    }

    /** Returns the bloom filter of all logs. */
    public byte[] bloom() {
        return Bloom.of(
                receipts.stream().flatMap(receipt -> receipt.logs().stream()).toList());
    }

    /** Returns the requests hash; null before Prague. */
    public @Nullable Hash requestsHash() {
        return requests == null ? null : ExecutionRequests.hash(requests);
    }

    /** Returns a sentence for each field of the header that differs from this result. */
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
            found.add("logs bloom: the header has another one");
        }
        return found;
    }

    private static void compare(List<String> found, String what, @Nullable Object said, @Nullable Object is) {
        if (!Objects.equals(said, is)) {
            found.add(what + ": the header has " + said + ", execution yields " + is);
        }
    }
}

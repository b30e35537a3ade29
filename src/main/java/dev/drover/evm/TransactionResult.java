package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.chain.Log;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an executed transaction has come to.
 *
 * @param gasUsed what it pays for
 * @param maxGasUsed what it needed while it ran, before anything was given back
 * @param refund what was given back of it, part of the difference
 * @param output what its call returned, or the reason that it gave when it reverted
 * @param fault why its call failed, or null
 * @param created where the contract is that it creates, or would have created; null if it is not to create one
 */
public record TransactionResult(
        long gasUsed,
        long maxGasUsed,
        long refund,
        byte[] output,
        @Nullable Fault fault,
        List<Log> logs,
        @Nullable Address created) {
    /** True if its call did not fail. */
    public boolean succeeded() {
        return fault == null;
    }
}

package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.chain.Log;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of an executed transaction.
 *
 * @param gasUsed the gas that it pays for
 * @param maxGasUsed the gas that it needed while it ran, before refunds
 * @param refund the gas refunded
 * @param output the data that its call returned or reverted with
 * @param fault why its call failed, or null if it succeeded
 * @param created the address of the created contract, also if the creation failed; null if it is not a creation
 */
public record TransactionResult(
        long gasUsed,
        long maxGasUsed,
        long refund,
        byte[] output,
        @Nullable Fault fault,
        List<Log> logs,
        @Nullable Address created) {
    /** Returns whether the transaction's call succeeded. */
    public boolean succeeded() {
        return fault == null;
    }
}

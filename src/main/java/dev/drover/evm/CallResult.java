package dev.drover.evm;

import dev.drover.chain.Address;
import org.jspecify.annotations.Nullable;

/**
 * The result of a call.
 *
 * @param output the data that the call returned or reverted with; must not be modified
 * @param gasLeft the gas returned to the caller
 * @param fault why the call failed, or null if it succeeded
 * @param created the address of the created contract, also if the creation failed; null if the call was not a creation
 */
public record CallResult(
        byte[] output,
        long gasLeft,
        @Nullable Fault fault,
        @Nullable Address created) {}

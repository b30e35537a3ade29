package dev.drover.evm;

import dev.drover.chain.Address;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended.
 *
 * @param output what it returned, or the reason that it gave when it reverted; not to be changed
 * @param gasLeft what is given back
 * @param fault why it failed, or null
 * @param created where the new contract is, or would have been; null if none was to be created
 */
public record CallResult(
        byte[] output,
        long gasLeft,
        @Nullable Fault fault,
        @Nullable Address created) {}

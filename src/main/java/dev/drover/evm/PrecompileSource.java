package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.evm.precompile.Precompile;
import org.jspecify.annotations.Nullable;

/** Which contracts the protocol provides in a block. */
@FunctionalInterface
public interface PrecompileSource {
    /** The contract at an address, or null if there is none. */
    @Nullable Precompile get(Address address);
}

package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.evm.precompile.Precompile;
import org.jspecify.annotations.Nullable;

/** The precompiled contracts that calls find. */
@FunctionalInterface
public interface PrecompileSource {
    /** Returns the precompiled contract at an address, or null if there is none. */
    @Nullable Precompile get(Address address);
}

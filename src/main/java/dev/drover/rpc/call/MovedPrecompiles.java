package dev.drover.rpc.call;

import dev.drover.chain.Address;
import dev.drover.chain.ForkRules;
import dev.drover.evm.PrecompileSource;
import dev.drover.evm.precompile.Precompile;
import dev.drover.evm.precompile.Precompiles;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The precompiled contracts of a fork, some of which a caller has moved or replaced. One thread at a time. */
public final class MovedPrecompiles implements PrecompileSource {
    private final Precompiles usual;
    /** The changes; a null value marks an address that no longer has a precompile. */
    private final Map<Address, @Nullable Precompile> changed = new HashMap<>();

    /** Creates the precompiles of {@code rules}, without changes. */
    public MovedPrecompiles(ForkRules rules) {
        usual = Precompiles.at(rules);
    }

    @Override
    public @Nullable Precompile get(Address address) {
        return !changed.isEmpty() && changed.containsKey(address) ? changed.get(address) : usual.get(address);
    }

    /** Makes the precompile of one address also available at another. */
    void move(Address from, Address to) {
        changed.put(to, get(from));
    }

    /** Removes the precompile of an address, if there is one. */
    void remove(Address address) {
        if (get(address) != null) {
            changed.put(address, null);
        }
    }
}

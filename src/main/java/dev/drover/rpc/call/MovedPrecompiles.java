package dev.drover.rpc.call;

import dev.drover.chain.Address;
import dev.drover.chain.ForkRules;
import dev.drover.evm.PrecompileSource;
import dev.drover.evm.precompile.Precompile;
import dev.drover.evm.precompile.Precompiles;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The contracts that the protocol provides, as far as a caller has not moved or removed them. One thread at a time. */
public final class MovedPrecompiles implements PrecompileSource {
    private final Precompiles usual;
    /** What is otherwise; a null value says that there is none any more. */
    private final Map<Address, @Nullable Precompile> changed = new HashMap<>();

    /** Those of {@code rules}, none moved. */
    public MovedPrecompiles(ForkRules rules) {
        usual = Precompiles.at(rules);
    }

    @Override
    public @Nullable Precompile get(Address address) {
        return !changed.isEmpty() && changed.containsKey(address) ? changed.get(address) : usual.get(address);
    }

    /** The contract of one address is at another, too. */
    void move(Address from, Address to) {
        changed.put(to, get(from));
    }

    /** There is none any more. */
    void remove(Address address) {
        if (get(address) != null) {
            changed.put(address, null);
        }
    }
}

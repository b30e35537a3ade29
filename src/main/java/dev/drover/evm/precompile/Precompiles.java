package dev.drover.evm.precompile;

import dev.drover.chain.Address;
import dev.drover.chain.Fork;
import dev.drover.chain.ForkRules;
import dev.drover.crypto.pairing.MapToCurve;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The precompiled contracts of one fork (geth: core/vm/contracts.go). Thread-safe. */
public final class Precompiles {
    private static final TreeMap<Fork, Precompiles> BY_FORK = new TreeMap<>();
    private static final Precompiles FRONTIER = new Precompiles(Map.of(), Precompiles::frontier);

    static {
        Precompiles last = FRONTIER;
        for (Map.Entry<Fork, Consumer<Map<Address, Precompile>>> change :
                changes().entrySet()) {
            last = new Precompiles(last.contracts, change.getValue());
            BY_FORK.put(change.getKey(), last);
        }
    }

    private final Map<Address, Precompile> contracts;

    private Precompiles(Map<Address, Precompile> before, Consumer<Map<Address, Precompile>> change) {
        contracts = new LinkedHashMap<>(before);
        change.accept(contracts);
    }

    /** Returns the contracts of the latest fork that is active in {@code rules}. */
    public static Precompiles at(ForkRules rules) {
        for (Map.Entry<Fork, Precompiles> each : BY_FORK.descendingMap().entrySet()) {
            if (rules.has(each.getKey())) {
                return each.getValue();
            }
        }
        return FRONTIER;
    }

    /** Returns the contract at an address, or null if there is none. */
    public @Nullable Precompile get(Address address) {
        // Called for every call: almost all other addresses have non-zero upper bytes.
        return (address.w0() | address.w1()) == 0 ? contracts.get(address) : null;
    }

    /** Returns the addresses of all contracts, which are warm in every transaction (EIP-2929). */
    public Set<Address> addresses() {
        return Collections.unmodifiableSet(contracts.keySet());
    }

    private static Map<Fork, Consumer<Map<Address, Precompile>>> changes() {
        Map<Fork, Consumer<Map<Address, Precompile>>> changes = new TreeMap<>();
        changes.put(Fork.BYZANTIUM, Precompiles::byzantium);
        changes.put(Fork.ISTANBUL, Precompiles::istanbul);
        changes.put(Fork.BERLIN, contracts -> contracts.put(address(5), new ModExp(ModExpGas.EIP_2565)));
        changes.put(Fork.CANCUN, contracts -> contracts.put(address(0x0a), new PointEvaluation()));
        changes.put(Fork.PRAGUE, Precompiles::prague);
        changes.put(Fork.OSAKA, Precompiles::osaka);
        return changes;
    }

    private static void frontier(Map<Address, Precompile> contracts) {
        contracts.put(address(1), new EcRecover());
        contracts.put(address(2), HashFunction.SHA256);
        contracts.put(address(3), HashFunction.RIPEMD160);
        contracts.put(address(4), new Identity());
    }

    private static void byzantium(Map<Address, Precompile> contracts) {
        contracts.put(address(5), new ModExp(ModExpGas.EIP_198));
        contracts.put(address(6), new Bn254Add(500));
        contracts.put(address(7), new Bn254Multiply(40_000));
        contracts.put(address(8), new Bn254Pairing(100_000, 80_000));
    }

    /** EIP-1108 and EIP-152. */
    private static void istanbul(Map<Address, Precompile> contracts) {
        contracts.put(address(6), new Bn254Add(150));
        contracts.put(address(7), new Bn254Multiply(6_000));
        contracts.put(address(8), new Bn254Pairing(45_000, 34_000));
        contracts.put(address(9), new Blake2F());
    }

    /** EIP-2537. */
    private static void prague(Map<Address, Precompile> contracts) {
        contracts.put(address(0x0b), new BlsAdd<>(BlsGroup.G1, 375));
        contracts.put(address(0x0c), new BlsMultiply<>(BlsGroup.G1, 12_000, BlsDiscount.G1));
        contracts.put(address(0x0d), new BlsAdd<>(BlsGroup.G2, 600));
        contracts.put(address(0x0e), new BlsMultiply<>(BlsGroup.G2, 22_500, BlsDiscount.G2));
        contracts.put(address(0x0f), new BlsPairing());
        contracts.put(address(0x10), new BlsMap<>(BlsGroup.G1, 5_500, MapToCurve::toGroup1));
        contracts.put(address(0x11), new BlsMap<>(BlsGroup.G2, 23_800, MapToCurve::toGroup2));
    }

    /** EIP-7823 with EIP-7883, and EIP-7951. */
    private static void osaka(Map<Address, Precompile> contracts) {
        contracts.put(address(5), new ModExp(ModExpGas.EIP_7883));
        contracts.put(address(0x100), new P256Verify());
    }

    private static Address address(int number) {
        return new Address(0, 0, number);
    }
}

package dev.drover.statetest;

import dev.drover.chain.BlobParameters;
import dev.drover.chain.Fork;
import dev.drover.chain.ForkRules;
import java.math.BigInteger;
import java.util.EnumSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The forks by their names in state tests. */
final class StateTestForks {
    private static final Map<String, Fork> NAMES = Map.ofEntries(
            Map.entry("Homestead", Fork.HOMESTEAD),
            Map.entry("EIP150", Fork.EIP150),
            Map.entry("TangerineWhistle", Fork.EIP150),
            Map.entry("EIP158", Fork.EIP158),
            Map.entry("SpuriousDragon", Fork.EIP158),
            Map.entry("Byzantium", Fork.BYZANTIUM),
            Map.entry("Constantinople", Fork.CONSTANTINOPLE),
            Map.entry("ConstantinopleFix", Fork.PETERSBURG),
            Map.entry("Petersburg", Fork.PETERSBURG),
            Map.entry("Istanbul", Fork.ISTANBUL),
            Map.entry("MuirGlacier", Fork.ISTANBUL),
            Map.entry("Berlin", Fork.BERLIN),
            Map.entry("London", Fork.LONDON),
            Map.entry("ArrowGlacier", Fork.LONDON),
            Map.entry("GrayGlacier", Fork.LONDON),
            Map.entry("Merge", Fork.PARIS),
            Map.entry("Paris", Fork.PARIS),
            Map.entry("Shanghai", Fork.SHANGHAI),
            Map.entry("Cancun", Fork.CANCUN),
            Map.entry("Prague", Fork.PRAGUE),
            Map.entry("Osaka", Fork.OSAKA),
            Map.entry("BPO1", Fork.OSAKA),
            Map.entry("BPO2", Fork.OSAKA),
            Map.entry("BPO3", Fork.OSAKA),
            Map.entry("BPO4", Fork.OSAKA));

    private static final BlobParameters CANCUN_BLOBS = new BlobParameters(3, 6, 3_338_477);
    private static final BlobParameters PRAGUE_BLOBS = new BlobParameters(6, 9, 5_007_716);
    /** Values from geth, params/config.go. */
    private static final Map<String, BlobParameters> LATER_BLOBS = Map.of(
            "BPO1", new BlobParameters(10, 15, 8_346_193),
            "BPO2", new BlobParameters(14, 21, 11_684_671),
            "BPO3", new BlobParameters(21, 32, 20_609_697),
            "BPO4", new BlobParameters(14, 21, 13_739_630));

    private StateTestForks() {}

    /** Returns the rules of the fork on a chain with id 1. Throws IllegalArgumentException if the fork is unknown. */
    static ForkRules rules(String name) {
        EnumSet<Fork> active = EnumSet.noneOf(Fork.class);
        Fork last = NAMES.get(name);
        if (last != null) {
            active.addAll(EnumSet.range(Fork.HOMESTEAD, last));
            active.remove(Fork.DAO);
        } else if (!name.equals("Frontier")) {
            throw new IllegalArgumentException("unknown fork " + name);
        }
        return new ForkRules(BigInteger.ONE, active);
    }

    /** Returns the blob parameters of the fork, or null before Cancun. */
    static @Nullable BlobParameters blobs(String name) {
        ForkRules rules = rules(name);
        if (rules.has(Fork.PRAGUE)) {
            return LATER_BLOBS.getOrDefault(name, PRAGUE_BLOBS);
        }
        return rules.has(Fork.CANCUN) ? CANCUN_BLOBS : null;
    }
}

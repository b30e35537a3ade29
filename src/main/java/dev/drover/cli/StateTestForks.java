package dev.drover.cli;

import dev.drover.chain.BlobParameters;
import dev.drover.chain.Fork;
import dev.drover.chain.Rules;
import java.math.BigInteger;
import java.util.EnumSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The forks as state tests name them. */
final class StateTestForks {
    private static final Map<String, Fork> NAMES = Map.ofEntries(
            Map.entry("Homestead", Fork.HOMESTEAD),
            Map.entry("EIP150", Fork.EIP150),
            Map.entry("EIP158", Fork.EIP158),
            Map.entry("Byzantium", Fork.BYZANTIUM),
            Map.entry("Constantinople", Fork.CONSTANTINOPLE),
            Map.entry("ConstantinopleFix", Fork.PETERSBURG),
            Map.entry("Istanbul", Fork.ISTANBUL),
            Map.entry("Berlin", Fork.BERLIN),
            Map.entry("London", Fork.LONDON),
            Map.entry("Merge", Fork.PARIS),
            Map.entry("Paris", Fork.PARIS),
            Map.entry("Shanghai", Fork.SHANGHAI),
            Map.entry("Cancun", Fork.CANCUN),
            Map.entry("Prague", Fork.PRAGUE),
            Map.entry("Osaka", Fork.OSAKA));

    private StateTestForks() {}

    /** The rules of a chain with id 1 in that fork; throws IllegalArgumentException if nobody knows it. */
    static Rules rules(String name) {
        EnumSet<Fork> active = EnumSet.noneOf(Fork.class);
        Fork last = NAMES.get(name);
        if (last != null) {
            active.addAll(EnumSet.range(Fork.HOMESTEAD, last));
            active.remove(Fork.DAO);
        } else if (!name.equals("Frontier")) {
            throw new IllegalArgumentException("no fork is called " + name);
        }
        return new Rules(BigInteger.ONE, active);
    }

    /** How many blobs the fork takes, null before Cancun. */
    static @Nullable BlobParameters blobs(Rules rules) {
        if (rules.has(Fork.PRAGUE)) {
            return new BlobParameters(6, 9, 5_007_716);
        }
        return rules.has(Fork.CANCUN) ? new BlobParameters(3, 6, 3_338_477) : null;
    }
}

package dev.drover.chain;

import java.math.BigInteger;
import java.util.Set;

/**
 * The rules that hold in one block.
 *
 * @param active the forks that are in force
 */
public record ForkRules(BigInteger chainId, Set<Fork> active) {
    /** True if {@code fork} is in force. */
    public boolean has(Fork fork) {
        return active.contains(fork);
    }
}

package dev.drover.chain;

import java.math.BigInteger;
import java.util.Set;

/**
 * The rules of one block.
 *
 * @param active the active forks
 */
public record ForkRules(BigInteger chainId, Set<Fork> active) {
    /** Returns whether {@code fork} is active. */
    public boolean has(Fork fork) {
        return active.contains(fork);
    }
}

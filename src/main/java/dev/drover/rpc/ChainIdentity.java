package dev.drover.rpc;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * The chain id. It is part of the chain config that masters store with the genesis. It never changes, so it is read
 * only once.
 */
public final class ChainIdentity {
    private volatile @Nullable BigInteger id;

    /** Returns the id, or null if it has not been read yet. May be called on an event loop. */
    public @Nullable BigInteger ifKnown() {
        return id;
    }

    /** Returns the id, which is read at the head of {@code call} if necessary. Must not be called on an event loop. */
    public BigInteger of(CallContext call) {
        BigInteger known = id;
        if (known == null) {
            known = HeadReader.of(call).chain().config().chainId();
            id = known;
        }
        return known;
    }
}

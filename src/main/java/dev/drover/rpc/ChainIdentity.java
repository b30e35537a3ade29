package dev.drover.rpc;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** The chain's id. It stands in the config that masters store with the genesis; a chain keeps it for ever, so it is read once. */
public final class ChainIdentity {
    private volatile @Nullable BigInteger id;

    /** The id if it was read already; null else. Good for event loops. */
    public @Nullable BigInteger ifKnown() {
        return id;
    }

    /** The id, read at the head of {@code call} if need be. Not for event loops. */
    public BigInteger of(CallContext call) {
        BigInteger known = id;
        if (known == null) {
            known = HeadReader.of(call).chain().config().chainId();
            id = known;
        }
        return known;
    }
}

package dev.drover.rpc;

import dev.drover.chain.Hash;

/** A reference to a block, as a request names it. It is resolved at the request's head. */
public sealed interface BlockRef {
    /** A reference by height: a number or a tag. */
    sealed interface Height extends BlockRef {}

    /** The canonical block with this number, which is not negative. */
    record ByNumber(long number) implements Height {}

    /** A block named by its role, such as {@code latest}. */
    enum Tag implements Height {
        EARLIEST,
        LATEST,
        PENDING,
        SAFE,
        FINALIZED
    }

    /** The block with this hash (EIP-1898), which must be canonical if {@code requireCanonical} is set. */
    record ByHash(Hash hash, boolean requireCanonical) implements BlockRef {}
}

package dev.drover.rpc;

import dev.drover.chain.Hash;

/** How a request names a block. What it names is decided at the request's head. */
public sealed interface BlockRef {
    /** By height: a number, or a tag that stands for one. */
    sealed interface Height extends BlockRef {}

    /** The canonical block of this number, zero or above. */
    record ByNumber(long number) implements Height {}

    /** A block named by its role. */
    enum Tag implements Height {
        EARLIEST,
        LATEST,
        PENDING,
        SAFE,
        FINALIZED
    }

    /** The block of this hash (EIP-1898); canonical only, if {@code requireCanonical}. */
    record ByHash(Hash hash, boolean requireCanonical) implements BlockRef {}
}

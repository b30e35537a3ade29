package dev.drover.ws;

import dev.drover.chain.BlockId;
import dev.drover.chain.Header;

/**
 * One step of the chain.
 *
 * @param removed true if the block is no longer canonical, false if it became canonical
 */
record ChainStep(Header header, boolean removed) {
    /** The last canonical block after this step. */
    BlockId after() {
        return removed ? new BlockId(header.number() - 1, header.parentHash()) : header.id();
    }
}

/**
 * Reads blocks from the store. {@link dev.drover.blocks.ChainReader} decodes headers, bodies, receipts and lookups from one
 * view of the store; {@link dev.drover.blocks.ChainPath} lists the blocks that were reverted and added between two heads.
 */
@NullMarked
package dev.drover.blocks;

import org.jspecify.annotations.NullMarked;

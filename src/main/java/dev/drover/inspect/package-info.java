/**
 * Human-readable output for {@code drover inspect}: decoded records, open batches, and the heads that a replica derives from
 * the records.
 */
@NullMarked
package dev.drover.inspect;

import org.jspecify.annotations.NullMarked;

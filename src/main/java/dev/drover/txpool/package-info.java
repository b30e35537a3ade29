/**
 * Pending transactions as the masters publish them. Their topic is read from its end, and listeners are notified of each
 * transaction once. Only the hashes are kept for this, and the last transactions for filters that are polled.
 */
@NullMarked
package dev.drover.txpool;

import org.jspecify.annotations.NullMarked;

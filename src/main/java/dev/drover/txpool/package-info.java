/**
 * Transactions that wait for a block, as masters publish them: a topic is read from its end on and its transactions are
 * handed on, each once. Nothing is kept of them here but their hashes; what listens must not wait.
 */
@NullMarked
package dev.drover.txpool;

import org.jspecify.annotations.NullMarked;

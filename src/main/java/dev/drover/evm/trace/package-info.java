/**
 * What can be told of a transaction's run, as geth's native tracers tell it (eth/tracers/native, eth/tracers/logger): plain
 * values, to be written down elsewhere.
 */
@NullMarked
package dev.drover.evm.trace;

import org.jspecify.annotations.NullMarked;

/**
 * Drover: a reactive JSON-RPC gateway for Ethereum. {@link dev.drover.Main} reads the command line,
 * Gateway says who knows whom.
 */
@NullMarked
package dev.drover;

import org.jspecify.annotations.NullMarked;

/**
 * Drover: a reactive JSON-RPC gateway for Ethereum. {@link dev.drover.cli.Main} reads the command line,
 * Gateway says who knows whom.
 */
@NullMarked
package dev.drover;

import org.jspecify.annotations.NullMarked;

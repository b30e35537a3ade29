/**
 * The {@code debug_} methods, one class per family. Knows no transport.
 */
@NullMarked
package dev.drover.rpc.debug;

import org.jspecify.annotations.NullMarked;

package dev.drover.evm.trace;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call in Parity's list.
 *
 * @param error why it failed, or null
 * @param subtraces number of calls within it
 * @param address its place: for each call around it, and itself, the place among the calls of the one around
 */
public record FlatCall(
        CallFrame frame, @Nullable String error, int subtraces, List<Integer> address, TraceContext context) {}

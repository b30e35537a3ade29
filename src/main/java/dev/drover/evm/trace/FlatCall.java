package dev.drover.evm.trace;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call in Parity's flat list.
 *
 * @param error why the call failed, or null
 * @param subtraces the number of inner calls
 * @param address the path to the call: at each level, the index among the calls of the enclosing call
 */
public record FlatCall(
        CallFrame frame, @Nullable String error, int subtraces, List<Integer> address, TraceContext context) {}

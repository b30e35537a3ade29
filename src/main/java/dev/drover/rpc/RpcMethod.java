package dev.drover.rpc;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One method: a row of the {@link MethodTable}.
 *
 * @param needsHead whether it fails with "no head yet" before the first head
 * @param body the function to run in {@code lane}
 * @param memory the function to try first, on the event loop; if it returns null, {@code body} runs
 */
record RpcMethod(
        String name,
        Lane lane,
        List<Param<?>> params,
        boolean needsHead,
        Functions.Body body,
        Functions.@Nullable Body memory) {}

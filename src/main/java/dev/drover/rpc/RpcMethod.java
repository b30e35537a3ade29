package dev.drover.rpc;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One method: a row of the {@link MethodTable}.
 *
 * @param needsHead whether it is answered "no head yet" before the first head
 * @param body runs in {@code lane}
 * @param memory may answer on the event loop, whatever the lane; where it returns null, {@code body} must
 */
record RpcMethod(
        String name,
        Lane lane,
        List<Param<?>> params,
        boolean needsHead,
        Functions.Body body,
        Functions.@Nullable Body memory) {}

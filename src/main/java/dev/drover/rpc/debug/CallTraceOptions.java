package dev.drover.rpc.debug;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.json.GoObject;
import dev.drover.json.HexJson;
import dev.drover.rpc.Param;
import dev.drover.rpc.call.BlockOverrides;
import dev.drover.rpc.call.StateOverrides;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The options for tracing a call (geth: eth/tracers/api.go, TraceCallConfig).
 *
 * @param transactionIndex the index of the transaction before which the call runs; null to run it after all of them
 */
record CallTraceOptions(
        TraceOptions trace,
        StateOverrides state,
        BlockOverrides block,
        @Nullable Long transactionIndex) {
    /** The parameter. If it is absent, every instruction is traced and nothing is overridden. */
    static final Param<CallTraceOptions> PARAM = Param.required(CallTraceOptions::parse)
            .orElse(new CallTraceOptions(TraceOptions.DEFAULT, StateOverrides.NONE, BlockOverrides.NONE, null));

    private static CallTraceOptions parse(JsonNode value) {
        GoObject members = GoObject.of(value, "tracers.TraceCallConfig");
        return new CallTraceOptions(
                TraceOptions.of(members, value),
                Objects.requireNonNullElse(members.get("stateOverrides", StateOverrides::parse), StateOverrides.NONE),
                Objects.requireNonNullElse(members.get("blockOverrides", BlockOverrides::parse), BlockOverrides.NONE),
                members.get("txIndex", index -> HexJson.uint64(index, "hexutil.Uint")));
    }
}

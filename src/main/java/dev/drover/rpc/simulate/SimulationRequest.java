package dev.drover.rpc.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.json.GoObject;
import dev.drover.rpc.Param;
import dev.drover.rpc.call.BlockOverrides;
import dev.drover.rpc.call.CallArgs;
import dev.drover.rpc.call.StateOverrides;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameter object of {@code eth_simulateV1} (geth: internal/ethapi/simulate.go).
 *
 * @param traceTransfers whether to report ether transfers as logs
 * @param validation whether calls must be valid transactions apart from their signatures
 * @param fullTransactions whether the response contains transactions and not only their hashes
 */
public record SimulationRequest(
        List<BlockCalls> blocks, boolean traceTransfers, boolean validation, boolean fullTransactions) {
    /** The parameter. */
    public static final Param<SimulationRequest> PARAM = Param.required(SimulationRequest::parse);

    /** A requested block: its overrides, the state overrides applied before it, and its calls. */
    record BlockCalls(BlockOverrides block, StateOverrides state, List<CallArgs> calls) {
        private static BlockCalls parse(JsonNode value) {
            GoObject in = GoObject.of(value, "ethapi.simBlock");
            GoObject overrides = in.object("blockOverrides", "override.BlockOverrides");
            StateOverrides state = in.get("stateOverrides", StateOverrides::parse);
            return new BlockCalls(
                    overrides == null ? BlockOverrides.NONE : BlockOverrides.parse(overrides),
                    state == null ? StateOverrides.NONE : state,
                    orNone(in.list("calls", "[]ethapi.TransactionArgs", CallArgs::parse)));
        }
    }

    private static SimulationRequest parse(JsonNode value) {
        GoObject in = GoObject.of(value, "ethapi.simOpts");
        return new SimulationRequest(
                orNone(in.list("blockStateCalls", "[]ethapi.simBlock", BlockCalls::parse)),
                in.bool("traceTransfers"),
                in.bool("validation"),
                in.bool("returnFullTransactions"));
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}

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
 * What eth_simulateV1 is to try (geth: internal/ethapi/simulate.go).
 *
 * @param traceTransfers whether sent ether shows as logs
 * @param validation whether calls must be valid transactions, but for their signatures
 * @param fullTransactions whether the answer has transactions, not only their hashes
 */
public record SimulationRequest(
        List<BlockCalls> blocks, boolean traceTransfers, boolean validation, boolean fullTransactions) {
    /** The parameter. */
    public static final Param<SimulationRequest> PARAM = Param.required(SimulationRequest::parse);

    /** A block to be: what it is like, what is changed before it, and what is called in it. */
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

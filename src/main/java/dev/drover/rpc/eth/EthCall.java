package dev.drover.rpc.eth;

import dev.drover.evm.Fault;
import dev.drover.evm.InvalidTransactionException;
import dev.drover.evm.Message;
import dev.drover.evm.TransactionResult;
import dev.drover.json.Json;
import dev.drover.rpc.BlockRef;
import dev.drover.rpc.CallContext;
import dev.drover.rpc.Lane;
import dev.drover.rpc.MethodTable;
import dev.drover.rpc.Params;
import dev.drover.rpc.call.AccessListSearch;
import dev.drover.rpc.call.BlockOverrides;
import dev.drover.rpc.call.CallArgs;
import dev.drover.rpc.call.CallErrors;
import dev.drover.rpc.call.CallSimulator;
import dev.drover.rpc.call.EvmResources;
import dev.drover.rpc.call.GasEstimate;
import dev.drover.rpc.call.StateOverrides;
import java.math.BigInteger;
import java.util.function.Function;

/**
 * The methods that call contracts without changing the state (geth: internal/ethapi/api.go, DoCall and related
 * functions).
 */
final class EthCall {
    private final EvmResources resources;
    private final Function<CallContext, BigInteger> tips;

    /** @param tips supplies the suggested priority fee, for calls that name no fee */
    EthCall(EvmResources resources, Function<CallContext, BigInteger> tips) {
        this.resources = resources;
        this.tips = tips;
    }

    /** Registers the methods of this family. */
    void register(MethodTable table) {
        table.addAtHead(
                "eth_call",
                Lane.EVM,
                CallArgs.PARAM,
                Params.BLOCK_OR_LATEST,
                StateOverrides.PARAM,
                BlockOverrides.PARAM,
                this::call);
        table.addAtHead(
                "eth_estimateGas",
                Lane.EVM,
                CallArgs.PARAM,
                Params.BLOCK_OR_LATEST,
                StateOverrides.PARAM,
                BlockOverrides.PARAM,
                this::estimate);
        table.addAtHead(
                "eth_createAccessList",
                Lane.EVM,
                CallArgs.PARAM,
                Params.BLOCK_OR_LATEST,
                StateOverrides.PARAM,
                this::accessList);
    }

    private Json call(CallContext context, CallArgs args, BlockRef ref, StateOverrides state, BlockOverrides block) {
        CallSimulator simulator = CallSimulator.at(resources, context, ref).with(state, block);
        Message message = simulator.message(simulator.defaults(args));
        try {
            TransactionResult result = simulator.run(message, null);
            Fault fault = result.fault();
            if (fault != null) {
                throw CallErrors.failure(fault, result.output());
            }
            return Json.data(result.output());
        } catch (InvalidTransactionException e) {
            throw CallErrors.invalid(e, message);
        }
    }

    private Json estimate(
            CallContext context, CallArgs args, BlockRef ref, StateOverrides state, BlockOverrides block) {
        CallSimulator simulator =
                CallSimulator.at(resources, context, ref).with(state, block).withParent();
        return Json.quantity(new GasEstimate(simulator, context).of(args));
    }

    private Json accessList(CallContext context, CallArgs args, BlockRef ref, StateOverrides state) {
        CallSimulator simulator = CallSimulator.at(resources, context, ref).with(state, BlockOverrides.NONE);
        return new AccessListSearch(simulator, context).of(args, () -> tips.apply(context));
    }
}

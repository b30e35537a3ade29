package dev.drover.rpc.eth;

import dev.drover.evm.Fault;
import dev.drover.evm.InvalidTransactionException;
import dev.drover.evm.Message;
import dev.drover.evm.TransactionResult;
import dev.drover.rpc.BlockRef;
import dev.drover.rpc.Call;
import dev.drover.rpc.Json;
import dev.drover.rpc.Lane;
import dev.drover.rpc.MethodTable;
import dev.drover.rpc.RpcException;
import dev.drover.rpc.RpcFault;
import java.math.BigInteger;
import java.util.function.Function;

/** Calls of contracts that change nothing (geth: internal/ethapi/api.go, DoCall and what is made of it). */
final class EthCall {
    private final Machinery machinery;
    private final Function<Call, BigInteger> tips;

    /** @param tips what a transaction should offer, for those that name no price */
    EthCall(Machinery machinery, Function<Call, BigInteger> tips) {
        this.machinery = machinery;
        this.tips = tips;
    }

    /** Adds the methods of this family. */
    void register(MethodTable table) {
        table.addAtHead(
                "eth_call",
                Lane.EVM,
                CallArgs.PARAM,
                StateParams.BLOCK,
                StateOverrides.PARAM,
                BlockOverrides.PARAM,
                this::call);
        table.addAtHead(
                "eth_estimateGas",
                Lane.EVM,
                CallArgs.PARAM,
                StateParams.BLOCK,
                StateOverrides.PARAM,
                BlockOverrides.PARAM,
                this::estimate);
        table.addAtHead(
                "eth_createAccessList",
                Lane.EVM,
                CallArgs.PARAM,
                StateParams.BLOCK,
                StateOverrides.PARAM,
                this::accessList);
    }

    private Json call(Call call, CallArgs args, BlockRef ref, StateOverrides state, BlockOverrides block) {
        TestBench bench = machinery.at(call, ref).with(state, block);
        Message message = bench.message(bench.defaults(args));
        try {
            TransactionResult result = bench.run(message, null);
            Fault fault = result.fault();
            if (fault != null) {
                throw Reverts.failure(fault, result.output());
            }
            return Json.data(result.output());
        } catch (InvalidTransactionException e) {
            throw invalid(e, message);
        }
    }

    static RpcException invalid(InvalidTransactionException e, Message message) {
        return new RpcException(RpcFault.SERVER_ERROR, text(e, message));
    }

    static String text(InvalidTransactionException e, Message message) {
        return "err: " + e.message() + " (supplied gas " + Long.toUnsignedString(message.gasLimit()) + ")";
    }

    private Json estimate(Call call, CallArgs args, BlockRef ref, StateOverrides state, BlockOverrides block) {
        TestBench bench = machinery.at(call, ref).with(state, block).withParent();
        return Json.quantity(new GasEstimate(bench, call).of(args));
    }

    private Json accessList(Call call, CallArgs args, BlockRef ref, StateOverrides state) {
        TestBench bench = machinery.at(call, ref).with(state, BlockOverrides.NONE);
        return new AccessListSearch(bench, call).of(args, () -> tips.apply(call));
    }
}

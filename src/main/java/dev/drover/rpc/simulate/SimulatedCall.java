package dev.drover.rpc.simulate;

import dev.drover.chain.Address;
import dev.drover.chain.Header;
import dev.drover.chain.Transaction;
import dev.drover.evm.Fault;
import dev.drover.evm.TransactionResult;
import dev.drover.json.JsonWriter;
import dev.drover.rpc.RpcFault;
import dev.drover.rpc.call.CallErrors;
import dev.drover.rpc.encode.ReceiptJson;
import java.util.List;

/**
 * The result of one call of a simulation.
 *
 * @param logs the logs that the response shows; none if the call failed
 */
record SimulatedCall(
        Transaction transaction, Address sender, TransactionResult result, List<TransferLogs.Numbered> logs) {
    void writeTo(Header block, int index, JsonWriter out) {
        Fault fault = result.fault();
        out.beginObject();
        out.name("returnData").data(fault == null ? result.output() : new byte[0]);
        out.name("logs").beginArray();
        logs.forEach(
                each -> ReceiptJson.writeLog(each.log(), block, transaction.hash(), index, each.index(), false, out));
        out.endArray();
        out.name("gasUsed").quantity(result.gasUsed());
        out.name("maxUsedGas").quantity(result.maxGasUsed());
        out.name("status").quantity(fault == null ? 1 : 0);
        if (fault != null) {
            writeError(fault, out);
        }
        out.endObject();
    }

    private void writeError(Fault fault, JsonWriter out) {
        boolean reverted = fault == Fault.REVERTED;
        out.name("error").beginObject();
        out.name("message").string(reverted ? CallErrors.message(result.output()) : fault.message());
        out.name("code").number((reverted ? RpcFault.REVERTED : RpcFault.CONTRACT_FAILED).code());
        if (reverted) {
            out.name("data").data(result.output());
        }
        out.endObject();
    }
}

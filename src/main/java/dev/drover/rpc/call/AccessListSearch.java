package dev.drover.rpc.call;

import dev.drover.chain.AccessListEntry;
import dev.drover.chain.Address;
import dev.drover.chain.Authorization;
import dev.drover.chain.Fork;
import dev.drover.chain.TransactionType;
import dev.drover.crypto.InvalidSignatureException;
import dev.drover.evm.Fault;
import dev.drover.evm.InvalidTransactionException;
import dev.drover.evm.Message;
import dev.drover.evm.TransactionResult;
import dev.drover.evm.World;
import dev.drover.evm.precompile.Precompiles;
import dev.drover.json.Json;
import dev.drover.json.JsonWriter;
import dev.drover.rpc.CallContext;
import dev.drover.rpc.RpcException;
import dev.drover.rpc.RpcFault;
import dev.drover.rpc.encode.TransactionJson;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The search for the access list of a transaction: runs the transaction until it touches nothing outside the list
 * (geth: internal/ethapi/api.go, AccessList).
 */
public final class AccessListSearch {
    private static final long PER_AUTHORIZATION = 25_000;

    private final CallSimulator simulator;
    private final CallContext context;

    public AccessListSearch(CallSimulator simulator, CallContext context) {
        this.simulator = simulator;
        this.context = context;
    }

    /**
     * Returns the list and the gas that the transaction uses with it. Throws {@link RpcException} if no block may
     * contain the transaction.
     *
     * @param tip supplies the suggested priority fee in wei per unit of gas; called only if the arguments name no fee
     */
    public Json of(CallArgs args, Supplier<BigInteger> tip) {
        World world = simulator.world(simulator.precompiles());
        boolean isLondon = simulator.block().has(Fork.LONDON);
        CallArgs complete = simulator.defaults(
                args.withFees(args.fees().suggested(isLondon, simulator.header().baseFee(), tip))
                        .orNonce(world.nonce(args.sender())));
        Set<Address> excluded = excluded(complete);
        List<AccessListEntry> list =
                new AccessListTracer(args.accessList() == null ? List.of() : args.accessList(), excluded).list();
        while (true) {
            context.checkDeadline();
            CallArgs listed = complete.withAccessList(list);
            AccessListTracer tracer = new AccessListTracer(list, excluded);
            TransactionResult result = run(listed, tracer);
            List<AccessListEntry> found = tracer.list();
            if (found.equals(list)) {
                return out -> write(found, result, out);
            }
            list = found;
        }
    }

    private TransactionResult run(CallArgs args, AccessListTracer tracer) {
        Message message = simulator.message(args);
        try {
            return simulator.run(message, tracer);
        } catch (InvalidTransactionException e) {
            throw new RpcException(
                    RpcFault.SERVER_ERROR,
                    "failed to apply transaction: "
                            + UnsignedTransaction.of(args, TransactionType.LEGACY)
                                    .hash() + " err: " + e.message());
        }
    }

    /**
     * Returns the accounts that are warm without a list: the sender, the recipient, the precompiles and the authorities
     * whose code is set.
     */
    private Set<Address> excluded(CallArgs args) {
        Set<Address> excluded =
                new HashSet<>(Precompiles.at(simulator.block().rules()).addresses());
        excluded.add(args.sender());
        excluded.add(
                args.to() != null
                        ? args.to()
                        : Address.ofContract(args.sender(), args.nonce() == null ? 0 : args.nonce()));
        List<Authorization> authorizations = args.authorizations() == null ? List.of() : args.authorizations();
        long gas = args.gas() == null ? 0 : args.gas();
        if (authorizations.size() > Long.divideUnsigned(gas, PER_AUTHORIZATION)) {
            throw new RpcException(RpcFault.SERVER_ERROR, "insufficient gas to process all authorizations");
        }
        for (Authorization each : authorizations) {
            boolean holdsHere = each.chainId().signum() == 0
                    || each.chainId().equals(simulator.chain().chainId());
            if (holdsHere && each.nonce() != -1) {
                try {
                    excluded.add(each.authority());
                } catch (InvalidSignatureException e) {
                    // An invalid authorization is also skipped when the transaction runs.
                }
            }
        }
        return excluded;
    }

    private static void write(List<AccessListEntry> list, TransactionResult result, JsonWriter out) {
        Fault fault = result.fault();
        out.beginObject().name("accessList").beginArray();
        list.forEach(entry -> TransactionJson.writeAccessListEntry(entry, out));
        out.endArray();
        if (fault != null) {
            out.name("error").string(fault.message());
        }
        out.name("gasUsed").quantity(result.gasUsed()).endObject();
    }
}

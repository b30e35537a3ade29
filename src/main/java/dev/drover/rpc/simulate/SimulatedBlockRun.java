package dev.drover.rpc.simulate;

import dev.drover.chain.Block;
import dev.drover.chain.Bloom;
import dev.drover.chain.Body;
import dev.drover.chain.ChainConfig;
import dev.drover.chain.Fork;
import dev.drover.chain.ForkRules;
import dev.drover.chain.Hash;
import dev.drover.chain.Header;
import dev.drover.chain.Log;
import dev.drover.chain.Receipt;
import dev.drover.chain.Transaction;
import dev.drover.chain.TransactionType;
import dev.drover.chain.Withdrawal;
import dev.drover.chain.Word;
import dev.drover.evm.BlockContext;
import dev.drover.evm.BlockRewards;
import dev.drover.evm.Evm;
import dev.drover.evm.ExecutionRequests;
import dev.drover.evm.InvalidBlockException;
import dev.drover.evm.InvalidTransactionException;
import dev.drover.evm.InvalidTransactionException.Reason;
import dev.drover.evm.Message;
import dev.drover.evm.SystemCalls;
import dev.drover.evm.TransactionProcessor;
import dev.drover.evm.TransactionResult;
import dev.drover.evm.World;
import dev.drover.rpc.RpcException;
import dev.drover.rpc.RpcFault;
import dev.drover.rpc.call.CallArgs;
import dev.drover.rpc.call.CallErrors;
import dev.drover.rpc.call.CallSimulator;
import dev.drover.rpc.call.MovedPrecompiles;
import dev.drover.rpc.call.UnsignedTransaction;
import dev.drover.trie.ListRoot;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The execution of one simulated block: its system calls, its calls as transactions, and its header from their results.
 */
final class SimulatedBlockRun {
    private final Simulation simulation;
    private final CallSimulator simulator;
    private final SimulationPlan.Step step;
    private final HeaderDraft draft;
    private final ForkRules rules;
    private final Header preliminary;
    private final World world;
    private final TransferLogs logs;
    private final List<SimulatedCall> calls = new ArrayList<>();
    private final List<Receipt> receipts = new ArrayList<>();
    private long gasUsed;

    SimulatedBlockRun(Simulation simulation, SimulationPlan.Step step, Header parent) {
        this.simulation = simulation;
        this.simulator = simulation.simulator();
        this.step = step;
        this.draft = new HeaderDraft(
                simulator.chain(), parent, step, simulation.request().validation());
        this.rules = draft.rules();
        this.preliminary = draft.with(HeaderDraft.Results.NONE);
        this.world = simulator.world(simulation.states().last());
        this.logs = new TransferLogs(simulation.request().traceTransfers());
    }

    SimulatedBlock run() {
        // The precompiles are those of the base block, as in geth.
        MovedPrecompiles precompiles = simulator.precompiles();
        step.calls().state().applyTo(world, precompiles);
        BlockContext context = context();
        SystemCalls system = new SystemCalls(new Evm(world, context, precompiles, null, simulator.interrupt()));
        system.begin(preliminary);
        Evm evm = new Evm(world, context, precompiles, logs, simulator.interrupt());
        TransactionProcessor processor =
                simulation.request().validation() ? TransactionProcessor.of(evm) : TransactionProcessor.ofCalls(evm);
        step.calls().calls().forEach(args -> execute(args, processor));
        return finish(system);
    }

    private BlockContext context() {
        BlockContext usual = BlockContext.of(preliminary, simulator.chain(), simulation::blockHash);
        BigInteger blobBaseFee = step.calls().block().blobBaseFee();
        BlockContext context = usual.withRules(rules);
        return blobBaseFee == null ? context : context.withBlobBaseFee(Word.of(blobBaseFee));
    }

    private void execute(CallArgs wanted, TransactionProcessor processor) {
        simulator.context().checkDeadline();
        CallArgs args = complete(wanted);
        Transaction transaction = UnsignedTransaction.of(args, TransactionType.DYNAMIC_FEE);
        Message message =
                args.message(preliminary.baseFee(), !simulation.request().validation());
        try {
            TransactionResult result = processor.run(message, simulation.gasLeft());
            simulation.useGas(result.gasUsed());
            gasUsed += result.gasUsed();
            calls.add(new SimulatedCall(transaction, args.sender(), result, logs.logs()));
            receipts.add(receipt(transaction, result));
        } catch (InvalidTransactionException e) {
            throw new RpcException(fault(e.reason()), CallErrors.invalidText(e, message));
        }
    }

    private Receipt receipt(Transaction transaction, TransactionResult result) {
        Receipt last = receipts.isEmpty() ? null : receipts.getLast();
        int logsBefore = last == null ? 0 : last.firstLogIndex() + last.logs().size();
        boolean tellsStatus = rules.has(Fork.BYZANTIUM);
        return new Receipt(
                transaction,
                receipts.size(),
                tellsStatus ? null : simulation.states().rootAfter(world.changes()),
                tellsStatus && result.succeeded(),
                gasUsed,
                result.gasUsed(),
                result.logs(),
                logsBefore);
    }

    private CallArgs complete(CallArgs args) {
        long left = preliminary.gasLimit() - gasUsed;
        long gas = args.gas() == null ? left : args.gas();
        if (Long.compareUnsigned(gas, left) > 0) {
            throw new RpcException(
                    RpcFault.BLOCK_GAS_LIMIT_REACHED,
                    "block gas limit reached: remaining: " + left + ", required: " + Long.toUnsignedString(gas));
        }
        return args.orNonce(world.nonce(args.sender()))
                .withGas(gas)
                .withDefaults(
                        simulation.gasLeft(),
                        preliminary.baseFee(),
                        simulator.chain().chainId());
    }

    private SimulatedBlock finish(SystemCalls system) {
        List<Transaction> transactions =
                calls.stream().map(SimulatedCall::transaction).toList();
        List<Withdrawal> withdrawals = withdrawals();
        Body body = new Body(transactions, List.of(), withdrawals);
        Hash requestsHash = rules.has(Fork.PRAGUE) ? requestsHash(system) : null;
        BlockRewards.pay(world, new Block(preliminary, body, 0), simulator.chain(), rules);
        world.endTransaction(rules.has(Fork.EIP158));
        Header header = draft.with(new HeaderDraft.Results(
                simulation.states().add(world.changes()),
                ListRoot.of(transactions.stream().map(Transaction::encoded).toList()),
                HeaderDraft.receiptsRoot(receipts),
                Bloom.of(allLogs()),
                gasUsed,
                transactions.stream().mapToLong(Transaction::blobGas).sum(),
                withdrawals == null
                        ? null
                        : ListRoot.of(
                                withdrawals.stream().map(Withdrawal::encode).toList()),
                requestsHash));
        return SimulatedBlock.of(header, body, List.copyOf(calls));
    }

    private @Nullable List<Withdrawal> withdrawals() {
        if (!rules.has(Fork.SHANGHAI)) {
            return null;
        }
        List<Withdrawal> wanted = step.calls().block().withdrawals();
        return wanted == null ? List.of() : wanted;
    }

    private Hash requestsHash(SystemCalls system) {
        ChainConfig chain = simulator.chain();
        try {
            return ExecutionRequests.hash(ExecutionRequests.of(allLogs(), chain.depositContract(), system));
        } catch (InvalidBlockException e) {
            throw new RpcException(RpcFault.SERVER_ERROR, String.valueOf(e.getMessage()));
        }
    }

    private List<Log> allLogs() {
        return receipts.stream().flatMap(receipt -> receipt.logs().stream()).toList();
    }

    /** Returns geth's error code for a transaction that no block may contain (internal/ethapi/errors.go). */
    private static RpcFault fault(Reason reason) {
        return switch (reason) {
            case NONCE_TOO_LOW -> RpcFault.NONCE_TOO_LOW;
            case NONCE_TOO_HIGH -> RpcFault.NONCE_TOO_HIGH;
            case FEE_CAP_TOO_LOW -> RpcFault.FEE_CAP_TOO_LOW;
            case INTRINSIC_GAS_TOO_LOW -> RpcFault.INTRINSIC_GAS_TOO_LOW;
            case INSUFFICIENT_FUNDS -> RpcFault.INSUFFICIENT_FUNDS;
            case SENDER_NOT_EOA -> RpcFault.SENDER_IS_CONTRACT;
            case INIT_CODE_TOO_LARGE -> RpcFault.INIT_CODE_TOO_LARGE;
            case TIP_ABOVE_FEE_CAP -> RpcFault.INVALID_PARAMS;
            case MALFORMED,
                    TYPE_NOT_SUPPORTED,
                    INVALID_SIGNATURE,
                    WRONG_CHAIN,
                    NONCE_MAX,
                    GAS_LIMIT_TOO_HIGH,
                    BLOCK_GAS_EXCEEDED,
                    FLOOR_GAS_TOO_LOW,
                    GAS_COST_OVERFLOW,
                    BLOB_FEE_CAP_TOO_LOW,
                    INVALID_BLOBS,
                    INVALID_AUTHORIZATIONS -> RpcFault.INTERNAL;
        };
    }
}

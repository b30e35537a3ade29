package dev.drover.evm;

import dev.drover.chain.AccessListEntry;
import dev.drover.chain.Address;
import dev.drover.chain.Authorization;
import dev.drover.chain.Hash;
import dev.drover.chain.Log;
import dev.drover.chain.Word;
import dev.drover.evm.InvalidTransactionException.Reason;
import java.util.List;

/**
 * Executes transactions (geth: core/state_transition.go): checks them, buys gas, runs the call, refunds unused gas and pays
 * the coinbase. One thread at a time.
 */
public final class TransactionProcessor {
    private final Evm evm;
    private final World world;
    private final BlockContext block;
    private final RuleFlags rules;
    private final TransactionChecks checks;
    private final Delegations delegations;

    private TransactionProcessor(Evm evm, boolean allowZeroPrice) {
        this.evm = evm;
        world = evm.context.world;
        block = evm.context.block;
        rules = evm.context.rules;
        checks = new TransactionChecks(evm.context, allowZeroPrice);
        delegations = new Delegations(world, block.rules().chainId());
    }

    /** Returns a processor for transactions that pay for their gas. */
    public static TransactionProcessor of(Evm evm) {
        return new TransactionProcessor(evm, false);
    }

    /** Returns a processor for simulated calls: without a price they pay nothing, whatever the base fee (geth: NoBaseFee). */
    public static TransactionProcessor ofCalls(Evm evm) {
        return new TransactionProcessor(evm, true);
    }

    /**
     * Executes a transaction and ends it, so that the world can no longer undo it.
     *
     * @param gasAvailable the gas left in the block
     * @throws InvalidTransactionException if no block may contain the transaction; the world is then unchanged
     * @throws CancelledException if the run was interrupted; the world is then in an undefined state
     */
    public TransactionResult run(Message message, long gasAvailable) throws InvalidTransactionException {
        Tracer tracer = evm.context.tracer;
        if (tracer != null) {
            tracer.onTxStart(block, world, message);
        }
        int snapshot = world.snapshot();
        try {
            TransactionResult result = execute(message, gasAvailable);
            if (tracer != null) {
                tracer.onTxEnd(result.gasUsed(), null);
            }
            return result;
        } catch (InvalidTransactionException e) {
            world.revert(snapshot);
            if (tracer != null) {
                tracer.onTxEnd(0, e);
            }
            throw e;
        }
    }

    private TransactionResult execute(Message m, long gasAvailable) throws InvalidTransactionException {
        checks.check(m, gasAvailable);
        world.subBalance(m.from(), checks.upfrontCost(m));
        long floor = IntrinsicGas.floor(m, rules);
        long gas = m.gasLimit() - MessageChecks.intrinsicGas(m, rules, floor);
        checkTransfer(m);
        warm(m);
        evm.setTransaction(m.from(), m.gasPrice(), m.blobHashes() == null ? List.of() : m.blobHashes());
        CallResult call = m.to() == null ? evm.create(m.from(), m.data(), gas, m.value()) : call(m, m.to(), gas);
        long used = m.gasLimit() - call.gasLeft();
        long refund = Math.min(world.refund(), used / (rules.london ? 5 : 2));
        long maxUsed = Math.max(used, floor);
        used = Math.max(used - refund, floor);
        payFees(m, used);
        List<Log> logs = world.endTransaction(rules.eip158);
        return new TransactionResult(used, maxUsed, refund, call.output(), call.fault(), logs, call.created());
    }

    private void checkTransfer(Message m) throws InvalidTransactionException {
        if (WordMath.isLess(world.balance(m.from()), m.value())) {
            throw new InvalidTransactionException(
                    Reason.INSUFFICIENT_FUNDS,
                    "insufficient funds for transfer: address " + TransactionChecks.hex(m.from()));
        }
        MessageChecks.initCode(m, rules);
    }

    /** Warms everything that the transaction names (EIP-2929, EIP-2930, EIP-3651). */
    private void warm(Message m) {
        if (!rules.berlin) {
            return;
        }
        world.warm(m.from());
        if (m.to() != null) {
            world.warm(m.to());
        }
        for (AccessListEntry entry : m.accessList()) {
            world.warm(entry.address());
            for (Hash key : entry.storageKeys()) {
                world.warm(entry.address(), Word.of(key));
            }
        }
        if (rules.shanghai) {
            world.warm(block.coinbase());
        }
    }

    private CallResult call(Message m, Address to, long gas) {
        world.setNonce(m.from(), world.nonce(m.from()) + 1);
        if (m.authorizations() != null) {
            for (Authorization authorization : m.authorizations()) {
                delegations.apply(authorization);
            }
        }
        if (rules.prague) {
            Address delegate = world.codeOf(world.account(to)).delegate();
            if (delegate != null) {
                world.warm(delegate);
            }
        }
        return evm.call(m.from(), to, m.data(), gas, m.value());
    }

    private void payFees(Message m, long used) {
        world.addBalance(m.from(), product(m.gasLimit() - used, m.gasPrice()));
        if (checks.isFree(m)) {
            return;
        }
        Word tip = rules.london ? WordMath.sub(m.gasPrice(), block.baseFee()) : m.gasPrice();
        world.addBalance(block.coinbase(), product(used, tip));
    }

    private static Word product(long gas, Word price) {
        long[] s = {price.w0(), price.w1(), price.w2(), price.w3(), 0, 0, 0, gas};
        Arithmetic.mul(s, 0, 4);
        return new Word(s[4], s[5], s[6], s[7]);
    }
}

package dev.drover.evm;

import dev.drover.chain.AccessListEntry;
import dev.drover.chain.Address;
import dev.drover.chain.Authorization;
import dev.drover.chain.Hash;
import dev.drover.chain.Log;
import dev.drover.chain.Word;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Executes transactions (geth: core/state_transition.go): checks them, takes and gives back gas, pays the coinbase. One
 * thread at a time.
 */
public final class TransactionProcessor {
    private final Evm evm;
    private final World world;
    private final BlockContext block;
    private final RuleFlags rules;
    private final TransactionChecks checks;
    private final Delegations delegations;

    private TransactionProcessor(Evm evm, boolean freeWithoutPrice) {
        this.evm = evm;
        world = evm.world;
        block = evm.block;
        rules = evm.rules;
        checks = new TransactionChecks(evm, freeWithoutPrice);
        delegations = new Delegations(world, block.rules().chainId());
    }

    /** For transactions that pay for what they use. */
    public static TransactionProcessor of(Evm evm) {
        return new TransactionProcessor(evm, false);
    }

    /** For calls that are asked for: without a price they pay nothing, whatever the base fee (geth: NoBaseFee). */
    public static TransactionProcessor ofCalls(Evm evm) {
        return new TransactionProcessor(evm, true);
    }

    /**
     * Executes a transaction and ends it: the world cannot undo it any more. Not so if it throws; then it has changed
     * nothing.
     *
     * @param gasAvailable what the block has left
     * @throws InvalidTransactionException if no block may hold it
     * @throws CancelledException if the run was interrupted; the world is then of no use
     */
    public TransactionResult run(Message message, long gasAvailable) throws InvalidTransactionException {
        Tracer tracer = evm.tracer;
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
        world.subBalance(m.from(), checks.advance(m));
        long floor = IntrinsicGas.floor(m, rules);
        long gas = m.gasLimit() - MessageChecks.intrinsicGas(m, rules, floor);
        checkRest(m);
        warm(m);
        evm.setTransaction(m.from(), m.gasPrice(), m.blobHashes() == null ? List.of() : m.blobHashes());
        CallResult call = m.to() == null ? evm.create(m.from(), m.data(), gas, m.value()) : call(m, m.to(), gas);
        long used = m.gasLimit() - call.gasLeft();
        long refund = Math.min(world.refund(), used / (rules.london ? 5 : 2));
        long maxUsed = Math.max(used, floor);
        used = Math.max(used - refund, floor);
        pay(m, used);
        List<Log> logs = world.endTransaction(rules.eip158);
        return new TransactionResult(used, maxUsed, refund, call.output(), call.fault(), logs, call.created());
    }

    private void checkRest(Message m) throws InvalidTransactionException {
        if (WordMath.isLess(world.balance(m.from()), m.value())) {
            throw new InvalidTransactionException(
                    "insufficient funds for transfer: address " + TransactionChecks.hex(m.from()));
        }
        MessageChecks.initCode(m, rules);
    }

    /** Everything that the transaction names is warm (EIP-2929, EIP-2930, EIP-3651). */
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
            @Nullable Address delegate = world.codeOf(world.account(to)).delegate();
            if (delegate != null) {
                world.warm(delegate);
            }
        }
        return evm.call(m.from(), to, m.data(), gas, m.value());
    }

    private void pay(Message m, long used) {
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

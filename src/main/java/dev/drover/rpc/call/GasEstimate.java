package dev.drover.rpc.call;

import dev.drover.chain.Fork;
import dev.drover.chain.Transaction;
import dev.drover.chain.Word;
import dev.drover.evm.Fault;
import dev.drover.evm.InvalidTransactionException;
import dev.drover.evm.InvalidTransactionException.Reason;
import dev.drover.evm.Message;
import dev.drover.evm.TransactionResult;
import dev.drover.evm.World;
import dev.drover.rpc.CallContext;
import dev.drover.rpc.RpcException;
import dev.drover.rpc.RpcFault;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** The gas estimate of a call: a binary search that ends within a tolerance (geth: eth/gasestimator). */
public final class GasEstimate {
    private static final long PLAIN_TRANSFER = 21_000;
    private static final long STIPEND = 2_300;
    /** The gas limit of a transaction since Osaka (EIP-7825). */
    private static final long OSAKA_MAX = 1 << 24;
    /** The relative error by which an estimate may exceed the minimum. */
    private static final double TOLERANCE = 0.015;

    private final CallSimulator simulator;
    private final CallContext context;

    public GasEstimate(CallSimulator simulator, CallContext context) {
        this.simulator = simulator;
        this.context = context;
    }

    /** Returns the estimate. Throws {@link RpcException} if the call fails with any gas. */
    public long of(CallArgs args) {
        World world = simulator.world(simulator.precompiles());
        CallArgs complete = simulator.defaults(args.gas() == null ? args.withGas(0) : args);
        Message message = simulator.message(complete);
        long most = most(message, world);
        boolean isPlain = message.data().length == 0 && message.to() != null && world.code(message.to()).length == 0;
        if (isPlain && suffices(message, PLAIN_TRANSFER)) {
            return PLAIN_TRANSFER;
        }
        TransactionResult first = run(message, most);
        if (first == null || isOutOfGas(first.fault())) {
            throw new RpcException(
                    RpcFault.SERVER_ERROR, "gas required exceeds allowance (" + Long.toUnsignedString(most) + ")");
        }
        if (first.fault() != null) {
            throw CallErrors.failure(first.fault(), first.output());
        }
        return search(message, first, most);
    }

    private long search(Message message, TransactionResult first, long most) {
        long tooLittle = first.gasUsed() - 1;
        long enough = most;
        // The peak of the first run, plus what a call must retain (EIP-150), suffices in most cases.
        long hopeful = (first.maxGasUsed() + STIPEND) * 64 / 63;
        if (hopeful < enough) {
            if (succeeds(message, hopeful)) {
                enough = hopeful;
            } else {
                tooLittle = hopeful;
            }
        }
        while (tooLittle + 1 < enough && (double) (enough - tooLittle) / enough >= TOLERANCE) {
            context.checkDeadline();
            // Most calls need little more than they used.
            long middle = Math.min((enough + tooLittle) / 2, tooLittle * 2);
            if (succeeds(message, middle)) {
                enough = middle;
            } else {
                tooLittle = middle;
            }
        }
        return enough;
    }

    /**
     * Returns the upper bound of the search: the gas limit of the block or the caller, within the balance of the sender
     * and the cap of a call.
     */
    private long most(Message message, World world) {
        long most = Long.compareUnsigned(message.gasLimit(), PLAIN_TRANSFER) >= 0
                ? message.gasLimit()
                : simulator.block().gasLimit();
        if (most > OSAKA_MAX && simulator.block().has(Fork.OSAKA)) {
            most = OSAKA_MAX;
        }
        if (!message.gasFeeCap().isZero()) {
            BigInteger affordable =
                    available(message, world).divide(message.gasFeeCap().toBigInteger());
            most = affordable.min(BigInteger.valueOf(most)).longValue();
        }
        long cap = simulator.gasCap();
        return cap == 0 ? most : Math.min(most, cap);
    }

    private BigInteger available(Message message, World world) {
        BigInteger balance = world.balance(message.from()).toBigInteger();
        BigInteger left = balance.subtract(message.value().toBigInteger());
        if (left.signum() <= 0) {
            throw new RpcException(RpcFault.SERVER_ERROR, "insufficient funds for transfer");
        }
        Word blobFee = message.blobGasFeeCap();
        if (message.blobHashes() == null
                || blobFee == null
                || message.blobHashes().isEmpty()) {
            return left;
        }
        BigInteger blobs = BigInteger.valueOf(message.blobHashes().size() * Transaction.GAS_PER_BLOB)
                .multiply(blobFee.toBigInteger());
        if (simulator.block().has(Fork.CANCUN)) {
            left = left.subtract(blobs);
            if (left.signum() <= 0) {
                throw new RpcException(RpcFault.SERVER_ERROR, "insufficient funds for gas * price + value");
            }
        }
        return left;
    }

    private boolean succeeds(Message message, long gas) {
        TransactionResult result = run(message, gas);
        return result != null && result.succeeded();
    }

    /** Returns whether the message succeeds with this gas; an invalid message does not end the search. */
    private boolean suffices(Message message, long gas) {
        try {
            TransactionResult result = simulator.run(message.withGasLimit(gas), null);
            return result.succeeded();
        } catch (InvalidTransactionException e) {
            return false;
        }
    }

    /** Returns null if the gas does not cover the intrinsic cost of the transaction. */
    private @Nullable TransactionResult run(Message message, long gas) {
        try {
            return simulator.run(message.withGasLimit(gas), null);
        } catch (InvalidTransactionException e) {
            if (e.reason() == Reason.INTRINSIC_GAS_TOO_LOW || e.reason() == Reason.GAS_LIMIT_TOO_HIGH) {
                return null;
            }
            throw new RpcException(
                    RpcFault.SERVER_ERROR, "failed with " + Long.toUnsignedString(gas) + " gas: " + e.message());
        }
    }

    private static boolean isOutOfGas(@Nullable Fault fault) {
        return fault != null && fault.kind() == Fault.Kind.OUT_OF_GAS;
    }
}

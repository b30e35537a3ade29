package dev.drover.rpc.call;

import dev.drover.json.GoObject;
import dev.drover.rpc.GoText;
import dev.drover.rpc.RpcException;
import dev.drover.rpc.RpcFault;
import java.math.BigInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The fees that a call offers, in wei per unit of gas. Components that the client omitted are null. */
public record CallFees(
        @Nullable BigInteger gasPrice,
        @Nullable BigInteger maxFeePerGas,
        @Nullable BigInteger maxPriorityFeePerGas,
        @Nullable BigInteger maxFeePerBlobGas) {
    static CallFees parse(GoObject in) {
        return new CallFees(
                in.uint256("gasPrice"),
                in.uint256("maxFeePerGas"),
                in.uint256("maxPriorityFeePerGas"),
                in.uint256("maxFeePerBlobGas"));
    }

    /** Throws {@link RpcException} if both kinds of prices are named. */
    void refuseMixed() {
        if (gasPrice != null && (maxFeePerGas != null || maxPriorityFeePerGas != null)) {
            throw new RpcException(
                    RpcFault.SERVER_ERROR, "both gasPrice and (maxFeePerGas or maxPriorityFeePerGas) specified");
        }
    }

    /** Returns the fees with zero where nothing is named. */
    CallFees withDefaults(boolean hasBaseFee, boolean hasBlobs) {
        BigInteger blobFee = maxFeePerBlobGas == null && hasBlobs ? BigInteger.ZERO : maxFeePerBlobGas;
        if (!hasBaseFee) {
            return new CallFees(orZero(gasPrice), maxFeePerGas, maxPriorityFeePerGas, blobFee);
        }
        return new CallFees(gasPrice, orZero(maxFeePerGas), orZero(maxPriorityFeePerGas), blobFee);
    }

    /** Returns the maximum price. */
    BigInteger feeCap(boolean hasBaseFee) {
        return gasPrice != null || !hasBaseFee ? orZero(gasPrice) : orZero(maxFeePerGas);
    }

    /** Returns the maximum priority fee. */
    BigInteger tipCap(boolean hasBaseFee) {
        return gasPrice != null || !hasBaseFee ? orZero(gasPrice) : orZero(maxPriorityFeePerGas);
    }

    /** Returns the effective price. It is zero if nothing is offered, whatever the base fee. */
    BigInteger price(@Nullable BigInteger baseFee) {
        BigInteger fee = feeCap(baseFee != null);
        if (gasPrice != null || baseFee == null) {
            return fee;
        }
        BigInteger tip = tipCap(true);
        return fee.signum() == 0 && tip.signum() == 0 ? BigInteger.ZERO : fee.min(tip.add(baseFee));
    }

    /**
     * Returns the fees with the suggestions that geth makes where the caller names none (geth: setFeeDefaults). Throws
     * {@link RpcException} if the named fees contradict each other or the fork.
     *
     * @param baseFee the base fee of the block; null before London
     * @param tip supplies the suggested priority fee
     */
    CallFees suggested(boolean isLondon, @Nullable BigInteger baseFee, Supplier<BigInteger> tip) {
        if (maxFeePerBlobGas != null && maxFeePerBlobGas.signum() == 0) {
            throw refused("maxFeePerBlobGas, if specified, must be non-zero");
        }
        refuseMixed();
        if (gasPrice != null) {
            if (isLondon && gasPrice.signum() == 0) {
                throw refused("gasPrice must be non-zero after london fork");
            }
            return this;
        }
        if (!isLondon || baseFee == null) {
            if (maxFeePerGas != null || maxPriorityFeePerGas != null) {
                throw refused("maxFeePerGas and maxPriorityFeePerGas are not valid before London is active");
            }
            return new CallFees(tip.get(), null, null, maxFeePerBlobGas);
        }
        if (maxFeePerGas != null && maxPriorityFeePerGas != null && maxFeePerGas.signum() == 0) {
            throw refused("maxFeePerGas must be non-zero");
        }
        BigInteger priority = maxPriorityFeePerGas == null ? tip.get() : maxPriorityFeePerGas;
        // Twice the base fee, because it may rise before the transaction is included.
        BigInteger most = maxFeePerGas == null ? priority.add(baseFee.shiftLeft(1)) : maxFeePerGas;
        if (most.compareTo(priority) < 0) {
            throw refused("maxFeePerGas (" + GoText.quantity(most) + ") < maxPriorityFeePerGas ("
                    + GoText.quantity(priority) + ")");
        }
        return new CallFees(null, most, priority, maxFeePerBlobGas);
    }

    private static RpcException refused(String message) {
        return new RpcException(RpcFault.SERVER_ERROR, message);
    }

    static BigInteger orZero(@Nullable BigInteger number) {
        return number == null ? BigInteger.ZERO : number;
    }
}

package dev.drover.evm;

import dev.drover.chain.Hash;
import dev.drover.evm.InvalidTransactionException.Reason;
import java.util.List;

/**
 * The checks of a transaction that need neither the state nor the block, with geth's error texts (core/state_transition.go).
 */
final class MessageChecks {
    /** The highest gas limit of a transaction (EIP-7825). */
    private static final long GAS_MAX = 1 << 24;

    /** The highest number of blobs in a transaction (EIP-7594). */
    private static final int BLOBS_MAX = 6;

    /** The longest init code in bytes (EIP-3860). */
    private static final int INIT_CODE_MAX = 49_152;

    private MessageChecks() {}

    static void gasMax(Message m, RuleFlags rules) throws InvalidTransactionException {
        if (rules.osaka && Long.compareUnsigned(m.gasLimit(), GAS_MAX) > 0) {
            throw new InvalidTransactionException(
                    Reason.GAS_LIMIT_TOO_HIGH,
                    "transaction gas limit too high (cap: " + GAS_MAX + ", tx: " + Long.toUnsignedString(m.gasLimit())
                            + ")");
        }
    }

    static void tip(Message m) throws InvalidTransactionException {
        if (WordMath.isLess(m.gasFeeCap(), m.gasTipCap())) {
            throw new InvalidTransactionException(
                    Reason.TIP_ABOVE_FEE_CAP,
                    "max priority fee per gas higher than max fee per gas: address "
                            + m.from().toChecksumString() + ", maxPriorityFeePerGas: "
                            + m.gasTipCap().toBigInteger() + ", maxFeePerGas: "
                            + m.gasFeeCap().toBigInteger());
        }
    }

    static void blobs(Message m, RuleFlags rules) throws InvalidTransactionException {
        List<Hash> hashes = m.blobHashes();
        if (hashes == null) {
            return;
        }
        if (m.to() == null) {
            throw new InvalidTransactionException(Reason.INVALID_BLOBS, "blob transaction of type create");
        }
        if (hashes.isEmpty()) {
            throw new InvalidTransactionException(Reason.INVALID_BLOBS, "blob transaction missing blob hashes");
        }
        if (rules.osaka && hashes.size() > BLOBS_MAX) {
            throw new InvalidTransactionException(Reason.INVALID_BLOBS, "blob transaction has too many blobs");
        }
        for (int i = 0; i < hashes.size(); i++) {
            if (hashes.get(i).w0() >>> 56 != 1) {
                throw new InvalidTransactionException(Reason.INVALID_BLOBS, "blob " + i + " has invalid hash version");
            }
        }
    }

    static void authorizations(Message m) throws InvalidTransactionException {
        if (m.authorizations() == null) {
            return;
        }
        String sender = " (sender " + m.from().toChecksumString() + ")";
        if (m.to() == null) {
            throw new InvalidTransactionException(
                    Reason.INVALID_AUTHORIZATIONS, "EIP-7702 transaction cannot be used to create contract" + sender);
        }
        if (m.authorizations().isEmpty()) {
            throw new InvalidTransactionException(
                    Reason.INVALID_AUTHORIZATIONS, "EIP-7702 transaction with empty auth list" + sender);
        }
    }

    static void initCode(Message m, RuleFlags rules) throws InvalidTransactionException {
        if (rules.shanghai && m.to() == null && m.data().length > INIT_CODE_MAX) {
            throw new InvalidTransactionException(
                    Reason.INIT_CODE_TOO_LARGE,
                    "max initcode size exceeded: code size " + m.data().length + " limit " + INIT_CODE_MAX);
        }
    }

    /**
     * Checks that the gas limit covers the intrinsic gas and the floor, and returns the intrinsic gas.
     *
     * @param floor from {@link IntrinsicGas#floor}
     */
    static long intrinsicGas(Message m, RuleFlags rules, long floor) throws InvalidTransactionException {
        long intrinsic = IntrinsicGas.of(m, rules);
        if (Long.compareUnsigned(m.gasLimit(), intrinsic) < 0) {
            throw new InvalidTransactionException(
                    Reason.INTRINSIC_GAS_TOO_LOW,
                    "intrinsic gas too low: have " + Long.toUnsignedString(m.gasLimit()) + ", want " + intrinsic);
        }
        if (Long.compareUnsigned(m.gasLimit(), floor) < 0) {
            throw new InvalidTransactionException(
                    Reason.FLOOR_GAS_TOO_LOW,
                    "insufficient gas for floor data gas cost: have " + Long.toUnsignedString(m.gasLimit()) + ", want "
                            + floor);
        }
        return intrinsic;
    }
}

package dev.drover.evm;

import dev.drover.chain.Hash;
import java.util.List;

/**
 * What must hold of a transaction by itself, without the state and the block that it meets, in geth's words
 * (core/state_transition.go).
 */
final class MessageChecks {
    /** EIP-7825. */
    private static final long GAS_MAX = 1 << 24;

    /** EIP-7594: blobs of one transaction. */
    private static final int BLOBS_MAX = 6;

    /** EIP-3860, in bytes. */
    private static final int INIT_CODE_MAX = 49_152;

    private MessageChecks() {}

    static void gasMax(Message m, RuleFlags rules) throws InvalidTransactionException {
        if (rules.osaka && Long.compareUnsigned(m.gasLimit(), GAS_MAX) > 0) {
            throw new InvalidTransactionException("transaction gas limit too high (cap: " + GAS_MAX + ", tx: "
                    + Long.toUnsignedString(m.gasLimit()) + ")");
        }
    }

    static void tip(Message m) throws InvalidTransactionException {
        if (WordMath.isLess(m.gasFeeCap(), m.gasTipCap())) {
            throw new InvalidTransactionException("max priority fee per gas higher than max fee per gas: address "
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
            throw new InvalidTransactionException("blob transaction of type create");
        }
        if (hashes.isEmpty()) {
            throw new InvalidTransactionException("blob transaction missing blob hashes");
        }
        if (rules.osaka && hashes.size() > BLOBS_MAX) {
            throw new InvalidTransactionException("blob transaction has too many blobs");
        }
        for (int i = 0; i < hashes.size(); i++) {
            if (hashes.get(i).w0() >>> 56 != 1) {
                throw new InvalidTransactionException("blob " + i + " has invalid hash version");
            }
        }
    }

    static void authorizations(Message m) throws InvalidTransactionException {
        if (m.authorizations() == null) {
            return;
        }
        String sender = " (sender " + m.from().toChecksumString() + ")";
        if (m.to() == null) {
            throw new InvalidTransactionException("EIP-7702 transaction cannot be used to create contract" + sender);
        }
        if (m.authorizations().isEmpty()) {
            throw new InvalidTransactionException("EIP-7702 transaction with empty auth list" + sender);
        }
    }

    static void initCode(Message m, RuleFlags rules) throws InvalidTransactionException {
        if (rules.shanghai && m.to() == null && m.data().length > INIT_CODE_MAX) {
            throw new InvalidTransactionException(
                    "max initcode size exceeded: code size " + m.data().length + " limit " + INIT_CODE_MAX);
        }
    }

    /**
     * What the message takes before anything runs. Its gas limit must allow that and the least that it pays.
     *
     * @param floor of {@link IntrinsicGas#floor}
     */
    static long intrinsicGas(Message m, RuleFlags rules, long floor) throws InvalidTransactionException {
        long intrinsic = IntrinsicGas.of(m, rules);
        if (Long.compareUnsigned(m.gasLimit(), intrinsic) < 0) {
            throw new InvalidTransactionException(
                    "intrinsic gas too low: have " + Long.toUnsignedString(m.gasLimit()) + ", want " + intrinsic);
        }
        if (Long.compareUnsigned(m.gasLimit(), floor) < 0) {
            throw new InvalidTransactionException("insufficient gas for floor data gas cost: have "
                    + Long.toUnsignedString(m.gasLimit()) + ", want " + floor);
        }
        return intrinsic;
    }
}

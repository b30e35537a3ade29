package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.chain.Transaction;
import dev.drover.chain.Word;
import dev.drover.evm.InvalidTransactionException.Reason;
import java.math.BigInteger;

/**
 * The checks before a transaction is executed, in geth's order and with its error texts (core/state_transition.go: preCheck
 * and buyGas).
 */
final class TransactionChecks {
    private final World world;
    private final BlockContext block;
    private final RuleFlags rules;
    private final boolean allowZeroPrice;

    TransactionChecks(ExecutionContext context, boolean allowZeroPrice) {
        world = context.world;
        block = context.block;
        rules = context.rules;
        this.allowZeroPrice = allowZeroPrice;
    }

    void check(Message m, long gasAvailable) throws InvalidTransactionException {
        if (!m.skipNonceChecks()) {
            checkNonce(m);
        }
        if (!m.skipTransactionChecks()) {
            checkSender(m);
        }
        if (rules.london && !isFree(m)) {
            checkFees(m);
        }
        MessageChecks.blobs(m, rules);
        checkBlobFee(m);
        MessageChecks.authorizations(m);
        checkFunds(m);
        if (Long.compareUnsigned(gasAvailable, m.gasLimit()) < 0) {
            throw new InvalidTransactionException(Reason.BLOCK_GAS_EXCEEDED, "gas limit reached");
        }
    }

    /** Returns whether the transaction pays no fee because it has no price, which only simulated calls may. */
    boolean isFree(Message m) {
        return allowZeroPrice && m.gasFeeCap().isZero() && m.gasTipCap().isZero();
    }

    private void checkNonce(Message m) throws InvalidTransactionException {
        long expected = world.nonce(m.from());
        int compared = Long.compareUnsigned(expected, m.nonce());
        if (compared != 0) {
            throw new InvalidTransactionException(
                    compared < 0 ? Reason.NONCE_TOO_HIGH : Reason.NONCE_TOO_LOW,
                    (compared < 0 ? "nonce too high" : "nonce too low") + ": address " + hex(m.from()) + ", tx: "
                            + Long.toUnsignedString(m.nonce()) + " state: " + Long.toUnsignedString(expected));
        }
        if (expected == -1) {
            throw new InvalidTransactionException(
                    Reason.NONCE_MAX,
                    "nonce has max value: address " + hex(m.from()) + ", nonce: " + Long.toUnsignedString(expected));
        }
    }

    private void checkSender(Message m) throws InvalidTransactionException {
        MessageChecks.gasMax(m, rules);
        Code code = world.codeOf(world.account(m.from()));
        if (code.length() > 0 && code.delegate() == null) {
            throw new InvalidTransactionException(
                    Reason.SENDER_NOT_EOA,
                    "sender not an eoa: address " + hex(m.from()) + ", len(code): " + code.length());
        }
    }

    private void checkFees(Message m) throws InvalidTransactionException {
        MessageChecks.tip(m);
        if (WordMath.isLess(m.gasFeeCap(), block.baseFee())) {
            throw new InvalidTransactionException(
                    Reason.FEE_CAP_TOO_LOW,
                    "max fee per gas less than block base fee: address " + hex(m.from()) + ", maxFeePerGas: "
                            + decimal(m.gasFeeCap()) + ", baseFee: " + decimal(block.baseFee()));
        }
    }

    private void checkBlobFee(Message m) throws InvalidTransactionException {
        if (m.blobHashes() == null) {
            return;
        }
        Word cap = m.blobGasFeeCap() == null ? Word.ZERO : m.blobGasFeeCap();
        boolean free = allowZeroPrice && cap.isZero();
        if (rules.cancun && !free && WordMath.isLess(cap, block.blobBaseFee())) {
            throw new InvalidTransactionException(
                    Reason.BLOB_FEE_CAP_TOO_LOW,
                    "max fee per blob gas less than block blob gas fee: address "
                            + hex(m.from()) + " blobGasFeeCap: " + decimal(cap) + ", blobBaseFee: "
                            + decimal(block.blobBaseFee()));
        }
    }

    private void checkFunds(Message m) throws InvalidTransactionException {
        BigInteger want =
                gas(m).multiply(m.gasFeeCap().toBigInteger()).add(m.value().toBigInteger());
        if (rules.cancun && m.blobGasFeeCap() != null) {
            want = want.add(m.blobGasFeeCap().toBigInteger().multiply(blobGas(m)));
        }
        if (want.bitLength() > 256) {
            throw new InvalidTransactionException(
                    Reason.INSUFFICIENT_FUNDS,
                    "insufficient funds for gas * price + value: address " + hex(m.from())
                            + " required balance exceeds 256 bits");
        }
        BigInteger have = world.balance(m.from()).toBigInteger();
        if (have.compareTo(want) < 0) {
            throw new InvalidTransactionException(
                    Reason.INSUFFICIENT_FUNDS,
                    "insufficient funds for gas * price + value: address " + hex(m.from()) + " have " + have + " want "
                            + want);
        }
    }

    /** Returns the wei that the sender pays up front for gas and blobs. */
    Word upfrontCost(Message m) {
        BigInteger paid = gas(m).multiply(m.gasPrice().toBigInteger());
        if (rules.cancun) {
            paid = paid.add(blobGas(m).multiply(block.blobBaseFee().toBigInteger()));
        }
        return Word.of(paid);
    }

    private static BigInteger gas(Message m) {
        return Word.of(m.gasLimit()).toBigInteger();
    }

    private static BigInteger blobGas(Message m) {
        return BigInteger.valueOf(m.blobHashes() == null ? 0 : m.blobHashes().size() * Transaction.GAS_PER_BLOB);
    }

    static String hex(Address address) {
        return address.toChecksumString();
    }

    private static String decimal(Word word) {
        return word.toBigInteger().toString();
    }
}

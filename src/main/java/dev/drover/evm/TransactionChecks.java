package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.chain.Transaction;
import dev.drover.chain.Word;
import java.math.BigInteger;

/**
 * What must hold before a transaction is executed (geth: core/state_transition.go, preCheck and buyGas), in geth's order and
 * words.
 */
final class TransactionChecks {
    private final World world;
    private final BlockContext block;
    private final RuleFlags rules;
    private final boolean freeWithoutPrice;

    TransactionChecks(Evm evm, boolean freeWithoutPrice) {
        world = evm.world;
        block = evm.block;
        rules = evm.rules;
        this.freeWithoutPrice = freeWithoutPrice;
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
            throw new InvalidTransactionException("gas limit reached");
        }
    }

    /** True if nothing is paid because no price is named, which only made-up transactions may. */
    boolean isFree(Message m) {
        return freeWithoutPrice && m.gasFeeCap().isZero() && m.gasTipCap().isZero();
    }

    private void checkNonce(Message m) throws InvalidTransactionException {
        long expected = world.nonce(m.from());
        int compared = Long.compareUnsigned(expected, m.nonce());
        if (compared != 0) {
            throw new InvalidTransactionException((compared < 0 ? "nonce too high" : "nonce too low") + ": address "
                    + hex(m.from()) + ", tx: " + Long.toUnsignedString(m.nonce()) + " state: "
                    + Long.toUnsignedString(expected));
        }
        if (expected == -1) {
            throw new InvalidTransactionException(
                    "nonce has max value: address " + hex(m.from()) + ", nonce: " + Long.toUnsignedString(expected));
        }
    }

    private void checkSender(Message m) throws InvalidTransactionException {
        MessageChecks.gasMax(m, rules);
        Code code = world.codeOf(world.account(m.from()));
        if (code.length() > 0 && code.delegate() == null) {
            throw new InvalidTransactionException(
                    "sender not an eoa: address " + hex(m.from()) + ", len(code): " + code.length());
        }
    }

    private void checkFees(Message m) throws InvalidTransactionException {
        MessageChecks.tip(m);
        if (WordMath.isLess(m.gasFeeCap(), block.baseFee())) {
            throw new InvalidTransactionException("max fee per gas less than block base fee: address " + hex(m.from())
                    + ", maxFeePerGas: " + decimal(m.gasFeeCap()) + ", baseFee: " + decimal(block.baseFee()));
        }
    }

    private void checkBlobFee(Message m) throws InvalidTransactionException {
        if (m.blobHashes() == null) {
            return;
        }
        Word cap = m.blobGasFeeCap() == null ? Word.ZERO : m.blobGasFeeCap();
        boolean free = freeWithoutPrice && cap.isZero();
        if (rules.cancun && !free && WordMath.isLess(cap, block.blobBaseFee())) {
            throw new InvalidTransactionException("max fee per blob gas less than block blob gas fee: address "
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
            throw new InvalidTransactionException("insufficient funds for gas * price + value: address " + hex(m.from())
                    + " required balance exceeds 256 bits");
        }
        BigInteger have = world.balance(m.from()).toBigInteger();
        if (have.compareTo(want) < 0) {
            throw new InvalidTransactionException("insufficient funds for gas * price + value: address " + hex(m.from())
                    + " have " + have + " want " + want);
        }
    }

    /** What the sender pays before anything runs, in wei. */
    Word advance(Message m) {
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

package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.chain.Transaction;
import dev.drover.chain.Word;
import java.math.BigInteger;
import java.util.List;

/**
 * What must hold before a transaction is executed (geth: core/state_transition.go, preCheck and buyGas), in geth's order and
 * words.
 */
final class TransactionChecks {
    /** EIP-7825. */
    private static final long GAS_MAX = 1 << 24;

    /** EIP-7594: blobs of one transaction. */
    private static final int BLOBS_MAX = 6;

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
        checkBlobs(m);
        checkAuthorizations(m);
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
        if (rules.osaka && Long.compareUnsigned(m.gasLimit(), GAS_MAX) > 0) {
            throw new InvalidTransactionException("transaction gas limit too high (cap: " + GAS_MAX + ", tx: "
                    + Long.toUnsignedString(m.gasLimit()) + ")");
        }
        Code code = world.codeOf(world.account(m.from()));
        if (code.length() > 0 && code.delegate() == null) {
            throw new InvalidTransactionException(
                    "sender not an eoa: address " + hex(m.from()) + ", len(code): " + code.length());
        }
    }

    private void checkFees(Message m) throws InvalidTransactionException {
        if (Wei.isLess(m.gasFeeCap(), m.gasTipCap())) {
            throw new InvalidTransactionException("max priority fee per gas higher than max fee per gas: address "
                    + hex(m.from()) + ", maxPriorityFeePerGas: " + decimal(m.gasTipCap()) + ", maxFeePerGas: "
                    + decimal(m.gasFeeCap()));
        }
        if (Wei.isLess(m.gasFeeCap(), block.baseFee())) {
            throw new InvalidTransactionException("max fee per gas less than block base fee: address " + hex(m.from())
                    + ", maxFeePerGas: " + decimal(m.gasFeeCap()) + ", baseFee: " + decimal(block.baseFee()));
        }
    }

    private void checkBlobs(Message m) throws InvalidTransactionException {
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
        Word cap = m.blobGasFeeCap() == null ? Word.ZERO : m.blobGasFeeCap();
        boolean free = freeWithoutPrice && cap.isZero();
        if (rules.cancun && !free && Wei.isLess(cap, block.blobBaseFee())) {
            throw new InvalidTransactionException("max fee per blob gas less than block blob gas fee: address "
                    + hex(m.from()) + " blobGasFeeCap: " + decimal(cap) + ", blobBaseFee: "
                    + decimal(block.blobBaseFee()));
        }
    }

    private static void checkAuthorizations(Message m) throws InvalidTransactionException {
        if (m.authorizations() == null) {
            return;
        }
        if (m.to() == null) {
            throw new InvalidTransactionException(
                    "EIP-7702 transaction cannot be used to create contract (sender " + hex(m.from()) + ")");
        }
        if (m.authorizations().isEmpty()) {
            throw new InvalidTransactionException(
                    "EIP-7702 transaction with empty auth list (sender " + hex(m.from()) + ")");
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

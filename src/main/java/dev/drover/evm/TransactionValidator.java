package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.chain.ForkRules;
import dev.drover.chain.Senders;
import dev.drover.chain.Transaction;
import dev.drover.chain.TransactionType;
import dev.drover.crypto.InvalidSignatureException;
import dev.drover.crypto.Secp256k1;
import dev.drover.evm.InvalidTransactionException.Reason;
import dev.drover.rlp.RlpException;
import java.math.BigInteger;

/**
 * Checks signed transactions by everything that depends neither on the state nor on a block's fees (geth: core/types/
 * transaction_signing.go and the stateless part of core/txpool/validation.go). Does not check the size in bytes, nor whether a
 * legacy transaction has replay protection. Thread-safe, but recovers the sender and must not run on an event loop.
 */
public final class TransactionValidator {
    private final Senders senders;

    /** @param senders recovers and caches the senders */
    public TransactionValidator(Senders senders) {
        this.senders = senders;
    }

    /**
     * A valid transaction.
     *
     * @param intrinsicGas the gas before any code runs; the gas limit covers it
     */
    public record Valid(Transaction transaction, Address sender, long intrinsicGas) {}

    /**
     * Decodes a transaction, see {@link Transaction#decode}, and checks it.
     *
     * @throws InvalidTransactionException if the encoding is not canonical or the transaction is not valid under these rules
     */
    public Valid check(byte[] encoded, ForkRules rules) throws InvalidTransactionException {
        Transaction transaction;
        try {
            transaction = Transaction.decode(encoded);
        } catch (RlpException e) {
            throw new InvalidTransactionException(Reason.MALFORMED, "rlp: " + e.getMessage());
        }
        return check(transaction, rules);
    }

    /**
     * Checks a transaction.
     *
     * @throws InvalidTransactionException if the transaction is not valid under these rules
     */
    public Valid check(Transaction transaction, ForkRules rules) throws InvalidTransactionException {
        RuleFlags flags = new RuleFlags(rules);
        if (!transaction.type().isIn(rules)) {
            throw new InvalidTransactionException(Reason.TYPE_NOT_SUPPORTED, "transaction type not supported");
        }
        if (transaction.nonce() == -1) {
            throw new InvalidTransactionException(Reason.NONCE_MAX, "nonce has max value");
        }
        checkGasCost(transaction);
        checkChain(transaction, rules.chainId(), flags);
        Address sender = sender(transaction, flags);
        Message message = Message.of(transaction, sender, null);
        MessageChecks.gasMax(message, flags);
        MessageChecks.tip(message);
        MessageChecks.blobs(message, flags);
        MessageChecks.authorizations(message);
        MessageChecks.initCode(message, flags);
        long floor = IntrinsicGas.floor(message, flags);
        return new Valid(transaction, sender, MessageChecks.intrinsicGas(message, flags, floor));
    }

    private static void checkGasCost(Transaction transaction) throws InvalidTransactionException {
        BigInteger gas = new BigInteger(Long.toUnsignedString(transaction.gasLimit()));
        if (gas.multiply(transaction.maxFeePerGas()).bitLength() > 256) {
            throw new InvalidTransactionException(Reason.GAS_COST_OVERFLOW, "gas * price exceeds 256 bits");
        }
    }

    /** EIP-155: v names the chain. Before the fork only 27 and 28 are valid; since then, these two are valid on every chain. */
    private static void checkChain(Transaction transaction, BigInteger chainId, RuleFlags rules)
            throws InvalidTransactionException {
        BigInteger claimed = transaction.chainId();
        if (claimed == null) {
            return;
        }
        if (transaction.type() == TransactionType.LEGACY && !rules.eip155) {
            throw invalidSignature("v is " + transaction.v());
        }
        if (!claimed.equals(chainId)) {
            throw new InvalidTransactionException(
                    Reason.WRONG_CHAIN,
                    "invalid sender: invalid chain id for signer: have " + claimed + " want " + chainId);
        }
    }

    private Address sender(Transaction transaction, RuleFlags rules) throws InvalidTransactionException {
        if (rules.homestead && !Secp256k1.isLowS(transaction.s())) {
            throw invalidSignature("s is in the upper half");
        }
        try {
            return senders.of(transaction);
        } catch (InvalidSignatureException e) {
            throw invalidSignature(String.valueOf(e.getMessage()));
        }
    }

    private static InvalidTransactionException invalidSignature(String why) {
        return new InvalidTransactionException(
                Reason.INVALID_SIGNATURE, "invalid sender: invalid transaction v, r, s values: " + why);
    }
}

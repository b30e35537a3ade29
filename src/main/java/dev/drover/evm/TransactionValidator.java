package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.chain.ForkRules;
import dev.drover.chain.Senders;
import dev.drover.chain.Transaction;
import dev.drover.chain.TransactionType;
import dev.drover.crypto.InvalidSignatureException;
import dev.drover.crypto.Secp256k1;
import dev.drover.rlp.RlpException;
import java.math.BigInteger;

/**
 * What a signed transaction must be to stand in any block of certain rules, whatever the state and the block's fees are
 * (geth: core/types/transaction_signing.go and what core/txpool/validation.go asks of neither state nor pool). Not asked:
 * its size in bytes, and whether a legacy one is protected against replay. Recovers the sender: not for event loops, else
 * any thread.
 */
public final class TransactionValidator {
    private final Senders senders;

    /** @param senders recovers the senders, and keeps those of valid transactions */
    public TransactionValidator(Senders senders) {
        this.senders = senders;
    }

    /**
     * A transaction that its rules allow.
     *
     * @param intrinsicGas what it takes before anything runs; its gas limit is not less
     */
    public record Valid(Transaction transaction, Address sender, long intrinsicGas) {}

    /**
     * Decodes a transaction, see {@link Transaction#decode}, and checks it.
     *
     * @throws InvalidTransactionException if it is not encoded in the one allowed way, or no block with these rules may hold it
     */
    public Valid check(byte[] encoded, ForkRules rules) throws InvalidTransactionException {
        Transaction transaction;
        try {
            transaction = Transaction.decode(encoded);
        } catch (RlpException e) {
            throw new InvalidTransactionException("rlp: " + e.getMessage());
        }
        return check(transaction, rules);
    }

    /**
     * Checks a transaction.
     *
     * @throws InvalidTransactionException if no block with these rules may hold it
     */
    public Valid check(Transaction transaction, ForkRules rules) throws InvalidTransactionException {
        RuleFlags flags = new RuleFlags(rules);
        if (!transaction.type().isIn(rules)) {
            throw new InvalidTransactionException("transaction type not supported");
        }
        if (transaction.nonce() == -1) {
            throw new InvalidTransactionException("nonce has max value");
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
            throw new InvalidTransactionException("gas * price exceeds 256 bits");
        }
    }

    /** EIP-155: before it, nothing but 27 and 28 is a signature; since, those hold on every chain. */
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
        return new InvalidTransactionException("invalid sender: invalid transaction v, r, s values: " + why);
    }
}

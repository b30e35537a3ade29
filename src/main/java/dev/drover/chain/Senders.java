package dev.drover.chain;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.drover.crypto.InvalidSignatureException;
import dev.drover.crypto.Secp256k1;

/**
 * The senders of transactions. Recovery takes about 0.14 ms, so senders are cached by transaction hash; an entry never
 * becomes invalid, whatever the head does. Any thread except event loops.
 */
public final class Senders {
    private final Cache<Hash, Address> known;

    /** @param countMax the maximum number of cached senders, about 120 bytes each */
    public Senders(long countMax) {
        known = Caffeine.newBuilder().maximumSize(countMax).build();
    }

    /**
     * Returns the sender of a transaction in a block. Whether the signature has the lower s value (required since
     * Homestead, EIP-2) is not checked, because blocks are already valid.
     *
     * @throws InvalidSignatureException if the signature is invalid
     */
    public Address of(Transaction transaction) {
        Address sender = known.getIfPresent(transaction.hash());
        if (sender == null) {
            sender = recover(transaction);
            known.put(transaction.hash(), sender);
        }
        return sender;
    }

    private static Address recover(Transaction transaction) {
        return Address.of(Secp256k1.recoverAddress(
                transaction.signingHash(), transaction.yParity(), transaction.r(), transaction.s()));
    }
}

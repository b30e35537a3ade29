package dev.drover.chain;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.drover.crypto.InvalidSignatureException;
import dev.drover.crypto.Secp256k1;

/**
 * Who signed a transaction. Recovery takes about 0.14 ms, so what was found is kept by transaction hash, up to a number of
 * transactions; a hash names its sender for ever, whatever the head does. Any thread but event loops.
 */
public final class Senders {
    private final Cache<Hash, Address> known;

    /** @param countMax number of senders that are kept, about 120 bytes each */
    public Senders(long countMax) {
        known = Caffeine.newBuilder().maximumSize(countMax).build();
    }

    /**
     * The sender of a transaction that stands in a block. Whether its signature is the lower one of two (since Homestead,
     * EIP-2) is left to those who made the block.
     *
     * @throws InvalidSignatureException if there is none
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

package dev.drover.ws;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;

/**
 * Subscription ids in geth's form: up to 128 bits in hex without leading zeros. An id belongs to its connection and is not a
 * secret, so the n-th subscription of a kind has the same id on every connection, and a message to it is encoded once. Ids
 * differ between processes and between kinds. Thread-safe.
 */
final class SubscriptionIds {
    private static final int RANDOM_BITS = 126;

    private final Map<Class<?>, BigInteger> bases = new HashMap<>();

    SubscriptionIds() {
        // Reads /dev/urandom on Linux, so it does not block.
        SecureRandom random = new SecureRandom();
        for (Class<?> kind : Interest.class.getPermittedSubclasses()) {
            bases.put(kind, new BigInteger(RANDOM_BITS, random));
        }
    }

    /** Returns the id of a connection's {@code count}-th subscription of its kind. */
    @SuppressWarnings("NullAway") // the map holds every kind
    String of(Interest interest, int count) {
        return "0x"
                + bases.get(interest.getClass()).add(BigInteger.valueOf(count)).toString(16);
    }
}

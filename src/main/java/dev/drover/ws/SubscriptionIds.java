package dev.drover.ws;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;

/**
 * Ids of subscriptions, in the form that geth gives them: up to 128 bits in hex without leading zeros. An id belongs to its
 * connection and is no secret, so connections may have the same ones: the n-th subscription of a kind has the same id in
 * all of them, and what is sent to it is encoded once. Between processes and between kinds they differ. Any thread.
 */
final class SubscriptionIds {
    private static final int RANDOM_BITS = 126;

    private final Map<Class<?>, BigInteger> bases = new HashMap<>();

    SubscriptionIds() {
        // On Linux it reads /dev/urandom, which does not block.
        SecureRandom random = new SecureRandom();
        for (Class<?> kind : Interest.class.getPermittedSubclasses()) {
            bases.put(kind, new BigInteger(RANDOM_BITS, random));
        }
    }

    /** The id of the {@code count}-th subscription of its kind in a connection. */
    @SuppressWarnings("NullAway") // the map holds every kind
    String of(Interest interest, int count) {
        return "0x"
                + bases.get(interest.getClass()).add(BigInteger.valueOf(count)).toString(16);
    }
}

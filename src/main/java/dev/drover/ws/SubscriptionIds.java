package dev.drover.ws;

import java.math.BigInteger;
import java.security.SecureRandom;

/** Ids as geth makes them: 128 random bits in hex without leading zeros. One per verticle. */
final class SubscriptionIds {
    // On Linux it reads /dev/urandom, which does not block.
    private final SecureRandom random = new SecureRandom();

    String next() {
        return "0x" + new BigInteger(128, random).toString(16);
    }
}

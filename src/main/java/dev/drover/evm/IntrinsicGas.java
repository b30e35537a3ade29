package dev.drover.evm;

import dev.drover.chain.AccessListEntry;

/** The gas that a transaction costs before any code runs. */
final class IntrinsicGas {
    private static final long PER_TRANSACTION = 21_000;
    private static final long PER_CREATION = 53_000;
    private static final long PER_ZERO = 4;
    private static final long PER_AUTHORIZATION = 25_000;
    private static final long PER_LISTED_ACCOUNT = 2_400;
    private static final long PER_LISTED_SLOT = 1_900;
    private static final long PER_WORD_OF_INIT_CODE = 2;
    private static final long FLOOR_PER_TOKEN = 10;

    private IntrinsicGas() {}

    /** Returns the intrinsic gas (Yellow Paper, section 6.2, and EIP-2, EIP-2028, EIP-2930, EIP-3860, EIP-7702). */
    static long of(Message message, RuleFlags rules) {
        byte[] data = message.data();
        boolean creates = message.to() == null;
        long zeros = zeros(data);
        long gas = creates && rules.homestead ? PER_CREATION : PER_TRANSACTION;
        gas += PER_ZERO * zeros + (rules.istanbul ? 16 : 68) * (data.length - zeros);
        if (creates && rules.shanghai) {
            gas += PER_WORD_OF_INIT_CODE * ((data.length + 31L) / 32);
        }
        for (AccessListEntry entry : message.accessList()) {
            gas += PER_LISTED_ACCOUNT + PER_LISTED_SLOT * entry.storageKeys().size();
        }
        if (message.authorizations() != null) {
            gas += PER_AUTHORIZATION * message.authorizations().size();
        }
        return gas;
    }

    /** Returns the least gas that a transaction with this much data pays (EIP-7623); 0 before Prague. */
    static long floor(Message message, RuleFlags rules) {
        if (!rules.prague) {
            return 0;
        }
        byte[] data = message.data();
        long zeros = zeros(data);
        return PER_TRANSACTION + FLOOR_PER_TOKEN * (zeros + 4 * (data.length - zeros));
    }

    private static long zeros(byte[] data) {
        long zeros = 0;
        for (byte b : data) {
            if (b == 0) {
                zeros++;
            }
        }
        return zeros;
    }
}

package dev.drover.chain;

import org.jspecify.annotations.Nullable;

/** The types of transactions. The {@link #id} precedes the payload of all but legacy transactions (EIP-2718). */
public enum TransactionType {
    /** The original type. */
    LEGACY(0, 6, null),
    /** With an access list (EIP-2930, Berlin). */
    ACCESS_LIST(1, 8, Fork.BERLIN),
    /** With a fee cap and a tip (EIP-1559, London). */
    DYNAMIC_FEE(2, 9, Fork.LONDON),
    /** With blobs (EIP-4844, Cancun). */
    BLOB(3, 11, Fork.CANCUN),
    /** Sets the code of accounts that authorize it (EIP-7702, Prague). */
    SET_CODE(4, 10, Fork.PRAGUE);

    private final int id;
    private final int unsignedItems;
    private final @Nullable Fork since;

    TransactionType(int id, int unsignedItems, @Nullable Fork since) {
        this.id = id;
        this.unsignedItems = unsignedItems;
        this.since = since;
    }

    /** Returns the number of the type. */
    public int id() {
        return id;
    }

    /** Returns whether blocks with these rules may contain transactions of the type. */
    public boolean isIn(ForkRules rules) {
        return since == null || rules.has(since);
    }

    /** Returns the number of fields before v, r and s. */
    int unsignedItems() {
        return unsignedItems;
    }

    /** Returns {@code payload} with the type byte before it, if the type has one. */
    byte[] wrap(byte[] payload) {
        return this == LEGACY ? payload : wrap(id, payload);
    }

    /** {@code payload} after a type's byte. */
    public static byte[] wrap(int id, byte[] payload) {
        byte[] typed = new byte[payload.length + 1];
        typed[0] = (byte) id;
        System.arraycopy(payload, 0, typed, 1, payload.length);
        return typed;
    }

    /** Returns the type for the first byte of a transaction, or null if there is none. */
    static @Nullable TransactionType ofTyped(int id) {
        return id > 0 && id < values().length ? values()[id] : null;
    }
}

package dev.drover.chain;

import org.jspecify.annotations.Nullable;

/** The kinds of transactions; {@link #id} stands before the payload of all but legacy ones (EIP-2718). */
public enum TransactionType {
    /** As in the first block. */
    LEGACY(0, 6, null),
    /** With an access list (EIP-2930, Berlin). */
    ACCESS_LIST(1, 8, Fork.BERLIN),
    /** With a fee cap and a tip (EIP-1559, London). */
    DYNAMIC_FEE(2, 9, Fork.LONDON),
    /** With blobs (EIP-4844, Cancun). */
    BLOB(3, 11, Fork.CANCUN),
    /** Sets the code of accounts that allow it (EIP-7702, Prague). */
    SET_CODE(4, 10, Fork.PRAGUE);

    private final int id;
    private final int unsignedItems;
    private final @Nullable Fork since;

    TransactionType(int id, int unsignedItems, @Nullable Fork since) {
        this.id = id;
        this.unsignedItems = unsignedItems;
        this.since = since;
    }

    /** The type's number. */
    public int id() {
        return id;
    }

    /** True if blocks with these rules may hold transactions of the type. */
    public boolean isIn(ForkRules rules) {
        return since == null || rules.has(since);
    }

    /** Number of items before v, r and s. */
    int unsignedItems() {
        return unsignedItems;
    }

    /** {@code payload}, after the type's byte if it has one. */
    byte[] wrap(byte[] payload) {
        return this == LEGACY ? payload : wrap(id, payload);
    }

    /** {@code payload} after a type's byte. */
    static byte[] wrap(int id, byte[] payload) {
        byte[] typed = new byte[payload.length + 1];
        typed[0] = (byte) id;
        System.arraycopy(payload, 0, typed, 1, payload.length);
        return typed;
    }

    /** The type that a transaction of this first byte has, or null if there is none. */
    static @Nullable TransactionType ofTyped(int id) {
        return id > 0 && id < values().length ? values()[id] : null;
    }
}

package dev.drover.verify;

/** The result of a check. */
public sealed interface Verdict {
    /** The value is what the hash in its key names. */
    record Valid() implements Verdict {}

    /** The value is not what the hash in its key names, or the key is wrong. */
    record Invalid(Reason reason) implements Verdict {}

    /** The value cannot be checked before something valid is stored under {@code key}. */
    record Needs(byte[] key) implements Verdict {}

    /** Why content is invalid. */
    enum Reason {
        /** The keccak of the value is not the hash in the key. */
        HASH,
        /** The number in the key or in the value is not the header's. */
        NUMBER,
        /** The value does not have the root that its header names. */
        ROOT,
        /** The value cannot be decoded. */
        UNREADABLE
    }

    /** The only valid verdict there is. */
    Verdict VALID = new Valid();
}

package dev.drover.verify;

/** The result of a check. */
public sealed interface Verdict {
    /** The value matches the hash in its key. */
    record Valid() implements Verdict {}

    /** The value does not match the hash in its key, or the key is wrong. */
    record Invalid(Reason reason) implements Verdict {}

    /** The value cannot be checked until valid content is stored under {@code key}. */
    record Needs(byte[] key) implements Verdict {}

    /** Why content is invalid. */
    enum Reason {
        /** The keccak of the value is not the hash in the key. */
        HASH,
        /** The number in the key or the value differs from the number in the header. */
        NUMBER,
        /** The root of the value differs from the root in the header. */
        ROOT,
        /** The value cannot be decoded. */
        UNREADABLE
    }

    /** The verdict for valid content. */
    Verdict VALID = new Valid();
}

package dev.drover.evm;

import dev.drover.chain.Word;

/** A storage slot that an execution has accessed. */
final class StorageSlot {
    final Word key;

    /** Whether the values are loaded; until then only {@link #warmIn} is valid. */
    boolean loaded;

    /** The value in the base state. */
    Word before = Word.ZERO;

    /** The value before the transaction. */
    Word original = Word.ZERO;

    /** The current value. */
    Word current = Word.ZERO;

    /** The number of the transaction that warmed the slot (EIP-2929); 0 for none. */
    int warmIn;

    StorageSlot(Word key) {
        this.key = key;
    }

    void load(Word value) {
        loaded = true;
        before = value;
        original = value;
        current = value;
    }
}

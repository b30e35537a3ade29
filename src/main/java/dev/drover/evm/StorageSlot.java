package dev.drover.evm;

import dev.drover.chain.Word;

/** A slot of a contract's storage that was looked at. */
final class StorageSlot {
    final Word key;

    /** False while nothing but {@link #warmIn} is known. */
    boolean loaded;

    /** What stood there before the block. */
    Word before = Word.ZERO;

    /** What stood there before the transaction. */
    Word original = Word.ZERO;

    /** What stands there. */
    Word current = Word.ZERO;

    /** The transaction that has warmed it (EIP-2929), 0 for none. */
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

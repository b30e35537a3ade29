package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.chain.Word;
import dev.drover.trie.Account;
import dev.drover.trie.StateWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The change of an account between the base state of a {@link World} and its last ended transaction.
 *
 * @param before the account in the base state, or null if it did not exist
 * @param after the account now, or null if it no longer exists
 * @param storageWiped whether the previous storage was deleted, so that {@code storage} is complete
 * @param storage the changed slots with their new values; zero is an empty slot
 */
public record AccountChange(
        Address address,
        @Nullable Account before,
        @Nullable After after,
        boolean storageWiped,
        Map<Word, Word> storage) {
    /** Applies the change to the tries. */
    public void applyTo(StateWriter tries) {
        if (after == null || storageWiped) {
            tries.delete(address);
        }
        if (after != null) {
            tries.put(address, after.nonce, after.balance, after.codeHash, storage);
        }
    }

    /**
     * An account without its storage root, which follows from the slots.
     *
     * @param code the code if it differs from that of {@code before}, otherwise null
     */
    public record After(long nonce, Word balance, Hash codeHash, byte @Nullable [] code) {}
}

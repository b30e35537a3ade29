package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.chain.Word;
import dev.drover.state.Account;
import dev.drover.state.StateWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of an account since the state that a {@link World} stands on.
 *
 * @param before the account in that state, or null if it was not there
 * @param after null: it is not there any more
 * @param storageWiped nothing of the storage before is left; {@code storage} is all there is
 * @param storage the slots that changed and what stands there now; zero means empty
 */
public record AccountChange(
        Address address,
        @Nullable Account before,
        @Nullable After after,
        boolean storageWiped,
        Map<Word, Word> storage) {
    /** Does to the state's tries what became of the account. */
    public void applyTo(StateWriter tries) {
        if (after == null || storageWiped) {
            tries.delete(address);
        }
        if (after != null) {
            tries.put(address, after.nonce, after.balance, after.codeHash, storage);
        }
    }

    /**
     * An account without the root of its storage, which follows from the slots.
     *
     * @param code not null if it is not that of {@code before}
     */
    public record After(long nonce, Word balance, Hash codeHash, byte @Nullable [] code) {}
}

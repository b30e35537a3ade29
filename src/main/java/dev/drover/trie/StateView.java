package dev.drover.trie;

import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.chain.MissingDataException;
import dev.drover.chain.Word;
import org.jspecify.annotations.Nullable;

/**
 * All that is read of the state at one block: accounts, their code and their storage. What the trie proves to be absent is
 * null or zero; what should be there and is not in the store is a {@link MissingDataException} ("missing
 * trie node …"). May touch the disk: not for event loops. One thread at a time unless a class says more.
 */
public interface StateView {
    /** The account at an address, or null if there is none. */
    @Nullable Account account(Address address);

    /** The code whose keccak is given; no bytes for {@link Account#EMPTY_CODE_HASH}. Must not be changed. */
    byte[] code(Hash codeHash);

    /** What stands in a slot of an account's storage; zero if nothing does, or if there is no account. */
    Word storage(Address address, Word slot);
}

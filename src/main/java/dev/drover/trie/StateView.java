package dev.drover.trie;

import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.chain.MissingDataException;
import dev.drover.chain.Word;
import org.jspecify.annotations.Nullable;

/**
 * Read access to the state at one block: accounts, their code and their storage. Data that the trie proves to be absent is null
 * or zero. Data that should exist but is not available is a {@link MissingDataException} ("missing trie node …"). Methods may
 * read from disk and must not be called on an event loop. Not thread-safe unless an implementation says otherwise.
 */
public interface StateView {
    /** Returns the account at an address, or null if there is none. */
    @Nullable Account account(Address address);

    /** Returns the code with this keccak; no bytes for {@link Account#EMPTY_CODE_HASH}. The array must not be modified. */
    byte[] code(Hash codeHash);

    /** Returns the value of a storage slot; zero if the slot is empty or there is no account. */
    Word storage(Address address, Word slot);
}

package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.chain.Word;

/** A read-only view of the world state during a transaction. One thread at a time. */
public interface WorldView {
    /** Returns whether the account exists, even if it is empty. */
    boolean exists(Address address);

    /** Returns the balance in wei; zero if there is no account. */
    Word balance(Address address);

    /** Returns the nonce, an unsigned long; zero if there is no account. */
    long nonce(Address address);

    /** Returns the account's code, which must not be modified; an empty array if it has none. */
    byte[] code(Address address);

    /** Returns the hash of the account's code; {@link Hash#ZERO} if there is no account. */
    Hash codeHash(Address address);

    /** Returns the value of a storage slot; zero if it is empty. */
    Word storage(Address address, Word slot);

    /** Returns the gas to refund at the end of the transaction, before the limit is applied. */
    long refund();
}

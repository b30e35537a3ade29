package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.chain.Word;

/** The state as it is in the middle of a transaction, to be read only. One thread. */
public interface WorldView {
    /** True if there is an account, even if nothing is in it. */
    boolean exists(Address address);

    /** In wei; zero if there is no account. */
    Word balance(Address address);

    /** The bits of an unsigned long; zero if there is no account. */
    long nonce(Address address);

    /** The account's code, not to be changed; no bytes if it has none. */
    byte[] code(Address address);

    /** Keccak of the account's code; {@link Hash#ZERO} if there is no account. */
    Hash codeHash(Address address);

    /** What stands in a slot. */
    Word storage(Address address, Word slot);

    /** Gas that will be given back at the end of the transaction, before its limit is applied. */
    long refund();
}

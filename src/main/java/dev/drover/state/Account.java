package dev.drover.state;

import dev.drover.chain.Hash;
import dev.drover.chain.Word;

/**
 * An account as the state trie holds it (Yellow Paper, section 4.1; geth: core/types/state_account.go).
 *
 * @param nonce the bits of an unsigned long
 * @param balance in wei
 * @param storageRoot root of the trie of its storage
 * @param codeHash keccak of its code
 */
public record Account(long nonce, Word balance, Hash storageRoot, Hash codeHash) {
    /** Root of a trie without entries: keccak of the RLP of the empty string. */
    public static final Hash EMPTY_ROOT =
            Hash.fromHex("0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421");

    /** Keccak of no bytes: the code hash of an account without code. */
    public static final Hash EMPTY_CODE_HASH =
            Hash.fromHex("0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
}

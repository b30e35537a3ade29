package dev.drover.trie;

import dev.drover.chain.Hash;
import dev.drover.chain.Word;
import dev.drover.rlp.RlpReader;
import dev.drover.rlp.RlpWriter;

/**
 * An account as encoded in the state trie (Yellow Paper, section 4.1; geth: core/types/state_account.go).
 *
 * @param nonce an unsigned 64-bit number
 * @param balance in wei
 * @param storageRoot root of its storage trie
 * @param codeHash keccak of its code
 */
public record Account(long nonce, Word balance, Hash storageRoot, Hash codeHash) {
    /** The code hash of an account without code: keccak of no bytes. */
    public static final Hash EMPTY_CODE_HASH =
            Hash.fromHex("0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");

    /** An empty account: zero nonce and balance, no code and no storage. */
    public static final Account EMPTY = new Account(0, Word.ZERO, Trie.EMPTY_ROOT, EMPTY_CODE_HASH);

    /** Decodes a value of the state trie. Throws RlpException if it is malformed. */
    public static Account decode(byte[] rlp) {
        RlpReader items = RlpReader.listOf(rlp);
        Account account = new Account(
                items.uint64(),
                Word.of(items.uint256()),
                Hash.of(items.bytes(Hash.LENGTH)),
                Hash.of(items.bytes(Hash.LENGTH)));
        items.expectEnd();
        return account;
    }

    /** Encodes the account as a value of the state trie. */
    public byte[] encode() {
        return new RlpWriter()
                .beginList()
                .uint64(nonce)
                .integer(balance.toBigInteger())
                .bytes(storageRoot.toBytes())
                .bytes(codeHash.toBytes())
                .endList()
                .toBytes();
    }
}

package dev.drover.verify;

import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.store.Schema;

/** Kinds of content in geth's key schema. The key of each ends with a hash that identifies the content. */
public enum ContentKind {
    /** {@code hash}: a trie node, or code of an old database. */
    TRIE_NODE("trie node", true),
    /** {@code c hash}: contract code. */
    CODE("code", true),
    /** {@code secure-key- hash}: an address or a storage slot. */
    PREIMAGE("preimage", true),
    /** {@code h N H}: a header. */
    HEADER("header", true),
    /** {@code H hash}: the number of a block. */
    NUMBER("block number", false),
    /** {@code b N H}: a body. */
    BODY("body", false),
    /** {@code r N H}: stored receipts. */
    RECEIPTS("receipts", false),
    /** {@code j N H}: a block access list. */
    ACCESS_LIST("block access list", false);

    private static final int NUMBERED_LENGTH = 1 + Long.BYTES + Hash.LENGTH;

    private final String description;
    private final boolean provenAlone;

    ContentKind(String description, boolean provenAlone) {
        this.description = description;
        this.provenAlone = provenAlone;
    }

    /** Returns the name of the kind for messages. */
    public String description() {
        return description;
    }

    /** Returns whether key and value suffice for a verdict; otherwise other parts of the block are needed. */
    public boolean isProvenAlone() {
        return provenAlone;
    }

    /**
     * Returns the kind of a key.
     *
     * @param key a key of content; otherwise IllegalArgumentException is thrown
     */
    public static ContentKind of(byte[] key) {
        return switch (key.length) {
            case Hash.LENGTH -> TRIE_NODE;
            case Hash.LENGTH + 1 -> key[0] == 'c' ? CODE : NUMBER;
            case NUMBERED_LENGTH ->
                switch (key[0]) {
                    case 'h' -> HEADER;
                    case 'b' -> BODY;
                    case 'r' -> RECEIPTS;
                    case 'j' -> ACCESS_LIST;
                    default -> throw new IllegalArgumentException("not a key of content");
                };
            default -> PREIMAGE;
        };
    }

    /** Returns the hash at the end of a key of content. */
    static Hash hash(byte[] key) {
        return Hash.of(key, key.length - Hash.LENGTH);
    }

    /** Returns the block of a key that begins with a letter and a number. */
    static BlockId block(byte[] key) {
        return new BlockId(Schema.numberOf(key), hash(key));
    }
}

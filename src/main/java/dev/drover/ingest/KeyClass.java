package dev.drover.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * What a key of geth's is to a replica. Told by prefix <em>and</em> length: the key of a trie node is 32 bytes that may begin
 * with any letter.
 */
public enum KeyClass {
    /** Named by a hash and so the same from every master: headers, bodies, receipts, code, trie nodes, preimages. */
    CONTENT,
    /** Follows from content and is computed here: total difficulty. */
    DERIVED,
    /** The chain's config and genesis allocation, which no hash proves: the last writer wins. */
    CONFIG,
    /** What follows from the head: the tracker's alone. */
    POINTER,
    /** A master's own affairs: snapshots, journals, indexes, counters. */
    PRIVATE,
    /** No key that this version knows. */
    UNKNOWN;

    private static final int HASH = 32;
    private static final int NUMBER = 8;

    private static final byte[] PREIMAGE = ascii("secure-key-");
    private static final byte[] CONFIG_KEY = ascii("ethereum-config-");
    private static final byte[] GENESIS = ascii("ethereum-genesis-");

    private static final Set<String> POINTERS =
            Set.of("LastBlock", "LastHeader", "LastFast", "LastFinalized", "drover-safe");

    private static final Set<String> PRIVATE_NAMES = Set.of(
            "DatabaseVersion",
            "FastTransactionLookupLimit",
            "InvalidBlock",
            "LastPivot",
            "LastStateID",
            "SkeletonSyncStatus",
            "SnapSyncStatus",
            "SnapshotDisabled",
            "SnapshotGenerator",
            "SnapshotJournal",
            "SnapshotRecovery",
            "SnapshotRoot",
            "SnapshotSyncStatus",
            "TransactionIndexTail",
            "TrieJournal",
            "TrieSync",
            "eth2-transition",
            "unclean-shutdown");

    // "B" is checked apart: a bloom bit's key is as long as a preimage's.
    private static final byte[][] PRIVATE_PREFIXES = {
        ascii("iB"),
        ascii("fm-"),
        ascii("fm2-"),
        ascii("clique-"),
        ascii("parlia-"),
        ascii("cdc-log-"),
        ascii("deleted/"),
    };

    /** The class of a key. Any thread. */
    public static KeyClass of(byte[] key) {
        if (key.length == HASH) {
            return CONTENT;
        }
        if (key.length == 0) {
            return UNKNOWN;
        }
        KeyClass oneLetter = byFirstLetter(key);
        return oneLetter == UNKNOWN ? byName(key) : oneLetter;
    }

    private static KeyClass byFirstLetter(byte[] key) {
        int rest = key.length - 1;
        return switch (key[0]) {
            case 'h' -> {
                if (rest == NUMBER + HASH) {
                    yield CONTENT;
                }
                if (rest == NUMBER + HASH + 1 && key[rest] == 't') {
                    yield DERIVED;
                }
                yield rest == NUMBER + 1 && key[rest] == 'n' ? POINTER : UNKNOWN;
            }
            case 'b', 'r', 'j' -> rest == NUMBER + HASH ? CONTENT : UNKNOWN;
            case 'H', 'c' -> rest == HASH ? CONTENT : UNKNOWN;
            case 'l' -> rest == HASH ? POINTER : UNKNOWN;
            case 'a' -> rest == HASH ? PRIVATE : UNKNOWN;
            case 'o' -> rest == HASH + HASH ? PRIVATE : UNKNOWN;
            case 'B' -> rest == 2 + NUMBER + HASH ? PRIVATE : UNKNOWN;
            case 'S' -> rest == NUMBER ? PRIVATE : UNKNOWN;
            default -> UNKNOWN;
        };
    }

    private static KeyClass byName(byte[] key) {
        if (startsWith(key, PREIMAGE) && key.length == PREIMAGE.length + HASH) {
            return CONTENT;
        }
        if (startsWith(key, CONFIG_KEY) && key.length == CONFIG_KEY.length + HASH
                || startsWith(key, GENESIS) && key.length == GENESIS.length + HASH) {
            return CONFIG;
        }
        String name = new String(key, StandardCharsets.ISO_8859_1);
        if (POINTERS.contains(name)) {
            return POINTER;
        }
        if (PRIVATE_NAMES.contains(name)) {
            return PRIVATE;
        }
        for (byte[] prefix : PRIVATE_PREFIXES) {
            if (startsWith(key, prefix)) {
                return PRIVATE;
            }
        }
        return UNKNOWN;
    }

    private static boolean startsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

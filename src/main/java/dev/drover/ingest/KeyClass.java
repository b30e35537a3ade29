package dev.drover.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * The classes of geth's database keys, by how a replica treats them. A class is recognized by prefix <em>and</em> length, because
 * a trie node's key is a 32-byte hash that may begin with any prefix.
 */
public enum KeyClass {
    /** Data identified by a hash, hence the same from every master: headers, bodies, receipts, code, trie nodes, preimages. */
    CONTENT,
    /** Data that replicas compute from content: total difficulty. */
    DERIVED,
    /** The chain config and genesis allocation, which no hash proves; see {@link ConfigIntake} for which write wins. */
    CONFIG,
    /** Keys that depend on the head. Only the head tracker's decisions change them. */
    POINTER,
    /** Data private to a master: snapshots, journals, indexes, counters. */
    PRIVATE,
    /** Keys that this version does not know. */
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

    // "B" (bloom bits) is not here but in byFirstLetter, which also checks the length.
    private static final byte[][] PRIVATE_PREFIXES = {
        ascii("iB"),
        ascii("fm-"),
        ascii("fm2-"),
        ascii("clique-"),
        ascii("parlia-"),
        ascii("cdc-log-"),
        ascii("deleted/"),
    };

    /** Returns the class of a key. Any thread. */
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

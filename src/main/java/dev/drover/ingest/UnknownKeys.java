package dev.drover.ingest;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns about keys of unknown class, once per combination of beginning and length, up to a limit. Not thread-safe. */
final class UnknownKeys {
    private static final Logger log = LoggerFactory.getLogger(UnknownKeys.class);
    private static final int WARNINGS_MAX = 100;

    private final Set<String> warned = new HashSet<>();

    void warnOnce(byte[] key) {
        String kind = beginning(key) + "… (" + key.length + " bytes)";
        if (warned.size() < WARNINGS_MAX && warned.add(kind)) {
            log.warn(
                    "Dropped a key of no known class: {}. If masters keep state by path, start them with"
                            + " --state.scheme hash --gcmode archive",
                    kind);
        }
    }

    /** Returns the printable ASCII characters at the start of the key, at most 16, or its first byte if there are none. */
    private static String beginning(byte[] key) {
        int length = 0;
        while (length < Math.min(key.length, 16) && key[length] > ' ' && key[length] < 0x7f) {
            length++;
        }
        return new String(key, 0, Math.max(length, Math.min(1, key.length)), StandardCharsets.ISO_8859_1);
    }
}

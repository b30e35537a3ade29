package dev.drover.pool;

import java.nio.charset.StandardCharsets;

/**
 * The part of a hello that is the same for all sessions of a replica.
 *
 * @param name human-readable: host and port; truncated to {@link RecordCodec#TEXT_MAX} bytes
 * @param software human-readable: name and version; truncated likewise
 * @param data the {@link Binding#text}; a pool refuses replicas with a different one
 */
public record ReplicaIdentity(String name, String software, String data) {
    /** Truncates name and software. */
    public ReplicaIdentity {
        name = cut(name);
        software = cut(software);
    }

    private static String cut(String text) {
        String cut = text;
        while (cut.getBytes(StandardCharsets.UTF_8).length > RecordCodec.TEXT_MAX) {
            cut = cut.substring(0, cut.length() - 1);
        }
        return cut;
    }
}

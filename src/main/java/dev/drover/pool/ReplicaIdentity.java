package dev.drover.pool;

import java.nio.charset.StandardCharsets;

/**
 * What a replica says of itself when it joins.
 *
 * @param name host and port, for people; cut to {@link RecordCodec#TEXT_MAX} bytes
 * @param software name and version, for people; cut likewise
 * @param data {@link Binding#text}: a pool refuses replicas that have another
 */
public record ReplicaIdentity(String name, String software, String data) {
    /** Cuts what is too long. */
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

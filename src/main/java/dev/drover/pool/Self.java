package dev.drover.pool;

/**
 * What a replica says of itself when it joins.
 *
 * @param name host and port, for people; cut to {@link RecordCodec#TEXT_MAX}
 * @param software name and version, for people; cut likewise
 * @param data {@code <genesis hash>/<data topic>/<data topic's id>}: a pool refuses replicas of other data
 */
public record Self(String name, String software, String data) {
    /** Cuts what is too long. */
    public Self {
        name = cut(name);
        software = cut(software);
    }

    private static String cut(String text) {
        return text.length() <= RecordCodec.TEXT_MAX ? text : text.substring(0, RecordCodec.TEXT_MAX);
    }
}

package dev.drover.ingest;

/** Names of what ingest keeps in the store beside the chain. */
final class OwnRecords {
    /** Offset to go on from, 8 bytes big-endian. */
    static final String POSITION = "position";

    /** The tracker's memory. */
    static final String TRACKER = "tracker";

    /** Which topic of which cluster the store follows; RLP of three strings: cluster id, topic, topic id. */
    static final String ORIGIN = "origin";

    /** The assembly's memory: batches dropped from memory whose commit has not come. The name is that of earlier versions. */
    static final String DROPPED = "given-up";

    /** The offset of {@code --kafka.reread-from} that was followed already, 8 bytes big-endian; empty: none. */
    static final String REREAD = "reread-from";

    private OwnRecords() {}
}

package dev.drover.ingest;

/** The names of ingest's records in the store, which are kept apart from the chain's keys. */
final class OwnRecords {
    /** The offset at which reading resumes, 8 bytes big-endian. */
    static final String POSITION = "position";

    /** The head tracker's memory. */
    static final String TRACKER = "tracker";

    /** The topic that the store follows: RLP list of three strings, the cluster id, the topic's name and the topic id. */
    static final String ORIGIN = "origin";

    /** The batch assembly's memory: the dropped batches whose commit has not arrived. The name is kept for stores of earlier
     * versions. */
    static final String DROPPED = "given-up";

    /** The offset of {@code --kafka.reread-from} that has already been applied, 8 bytes big-endian; empty if there is none. */
    static final String REREAD = "reread-from";

    private OwnRecords() {}
}

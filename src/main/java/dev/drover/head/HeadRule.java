package dev.drover.head;

/** The version of the rule by which {@link HeadTracker} derives heads from records. */
public final class HeadRule {
    /**
     * The version of the rule. Increase it with every change that derives another head, or the same head at another
     * position, from the same records: replicas with different versions refuse to share a pool. Replicas with version 1
     * did not state it.
     */
    public static final int VERSION = 2;

    private HeadRule() {}
}

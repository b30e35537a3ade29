package dev.drover.head;

/** The rule by which {@link HeadTracker} makes heads of records. */
public final class HeadRule {
    /**
     * The rule's version. Increase it with every change that makes another head, or the same head at another position, of the
     * same records: replicas with different versions refuse to share a pool. Version 1 did not state itself.
     */
    public static final int VERSION = 2;

    private HeadRule() {}
}

package dev.drover.pool;

/** What a record did to the position and the head that the pool has released. */
public enum ReleaseKind {
    /** Nothing. */
    NONE,
    /** The position passed on, the head stayed: the next one has a lower number, and no rewind excuses that. */
    PASS,
    /** A head was released. */
    HEAD,
    /** A head with a lower number was released, and with it an epoch began. */
    REWIND
}

package dev.drover.pool;

/** The effect of a record on the released position and head. */
public enum ReleaseKind {
    /** Nothing was released. */
    NONE,
    /** Only the position moved: the head at it has a lower number, and there was no rewind. */
    PASS,
    /** A head was released. */
    HEAD,
    /** A head after a rewind was released, which starts an epoch. */
    REWIND
}

package dev.drover.rpc;

/** Where a method runs, chosen by what it may cost. */
public enum Lane {
    /** On the event loop of the request: memory only, no more than a few microseconds. */
    INSTANT,
    /** On a thread that may wait for the disk. */
    READ,
    /** On a thread that may be busy for seconds: contracts run. */
    EVM
}

package dev.drover.rpc;

/** The kind of thread that a method runs on, chosen by how expensive the method may be. */
public enum Lane {
    /** The event loop of the request, for methods that only read memory and take a few microseconds at most. */
    INSTANT,
    /** A thread that may block on disk reads. */
    READ,
    /** A thread that may be busy for seconds, for methods that execute contracts. */
    EVM
}

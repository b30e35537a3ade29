package dev.drover.evm.trace;

import java.util.SortedMap;

/** A tracer and its options; {@link Tracers} creates it. */
public sealed interface TracerKind {
    /**
     * Records every instruction.
     *
     * @param limit the approximate maximum size of the trace as geth's JSON, in bytes; 0 for no limit
     */
    record Struct(
            boolean disableStack, boolean disableStorage, boolean enableMemory, boolean enableReturnData, long limit)
            implements TracerKind {}

    /**
     * Records calls.
     *
     * @param onlyTopCall records only the top-level call
     * @param withLog records the calls' logs, too
     */
    record Calls(boolean onlyTopCall, boolean withLog) implements TracerKind {}

    /**
     * Records calls in Parity's format.
     *
     * @param convertParityErrors reports failures with Parity's error texts
     * @param includePrecompiles includes calls of precompiled contracts
     */
    record FlatCalls(boolean convertParityErrors, boolean includePrecompiles) implements TracerKind {}

    /**
     * Records the accounts and slots that a transaction accesses, as they were before it.
     *
     * @param diffMode records only those that change, before and after
     * @param includeEmpty includes empty accounts; must not be combined with {@code diffMode}
     */
    record Prestate(boolean diffMode, boolean disableCode, boolean disableStorage, boolean includeEmpty)
            implements TracerKind {}

    /** Counts the calls of each function selector. */
    record FourByte() implements TracerKind {}

    /** Records nothing. */
    record Noop() implements TracerKind {}

    /** Several tracers at once, by name. */
    record Mux(SortedMap<String, TracerKind> kinds) implements TracerKind {}
}

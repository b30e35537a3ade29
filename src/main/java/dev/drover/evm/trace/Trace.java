package dev.drover.evm.trace;

import dev.drover.chain.Address;
import java.util.List;
import java.util.SortedMap;

/** What a tracer has heard. Arrays must not be changed. */
public sealed interface Trace {
    /** Nothing. */
    record Nothing() implements Trace {}

    /**
     * Every instruction.
     *
     * @param gas that the transaction pays for
     * @param output what it returned, or the reason that it gave when it reverted
     */
    record Steps(long gas, boolean failed, byte[] output, List<Step> steps) implements Trace {}

    /** The calls, by the first of them. */
    record Calls(CallFrame top) implements Trace {}

    /** The calls as Parity listed them. */
    record FlatCalls(List<FlatCall> calls) implements Trace {}

    /** All accounts that were looked at, as they were before. */
    record Prestate(SortedMap<Address, AccountState> accounts) implements Trace {}

    /** The accounts that were changed: as they were, and what is different after. */
    record Changes(SortedMap<Address, AccountState> before, SortedMap<Address, AccountState> after) implements Trace {}

    /** How often functions were called: by selector and number of the bytes behind it. */
    record Selectors(SortedMap<String, Integer> counts) implements Trace {}

    /** What several tracers have heard, by name. */
    record Several(SortedMap<String, Trace> traces) implements Trace {}
}

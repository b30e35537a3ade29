package dev.drover.evm.trace;

import dev.drover.chain.Address;
import java.util.List;
import java.util.SortedMap;

/** The result of a tracer. Arrays must not be modified. */
public sealed interface Trace {
    /** An empty trace. */
    record Nothing() implements Trace {}

    /**
     * All instructions.
     *
     * @param gas the gas that the transaction pays for
     * @param output the data that the transaction returned or reverted with
     */
    record Steps(long gas, boolean failed, byte[] output, List<Step> steps) implements Trace {}

    /** The top-level call with its inner calls. */
    record Calls(CallFrame top) implements Trace {}

    /** The calls in Parity's flat format. */
    record FlatCalls(List<FlatCall> calls) implements Trace {}

    /** The accessed accounts as they were before the transaction. */
    record Prestate(SortedMap<Address, AccountState> accounts) implements Trace {}

    /** The changed accounts before the transaction, and the fields that differ after it. */
    record Changes(SortedMap<Address, AccountState> before, SortedMap<Address, AccountState> after) implements Trace {}

    /** The number of calls by function selector and size of the arguments. */
    record Selectors(SortedMap<String, Integer> counts) implements Trace {}

    /** The results of several tracers, by name. */
    record Several(SortedMap<String, Trace> traces) implements Trace {}
}

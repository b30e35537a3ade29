package dev.drover.evm.trace;

import java.util.SortedMap;
import java.util.TreeMap;

/** Which tracer, and how it is set. */
public sealed interface TracerKind {
    /** A tracer for one transaction. */
    TransactionTracer start(TraceContext context);

    /**
     * Notes every instruction.
     *
     * @param limit the most bytes of JSON, about; 0 for no limit
     */
    record Struct(
            boolean disableStack, boolean disableStorage, boolean enableMemory, boolean enableReturnData, long limit)
            implements TracerKind {
        @Override
        public TransactionTracer start(TraceContext context) {
            return new StructTracer(this, context.budget());
        }
    }

    /**
     * Notes calls.
     *
     * @param onlyTopCall the transaction's own only
     * @param withLog and what they logged
     */
    record Calls(boolean onlyTopCall, boolean withLog) implements TracerKind {
        @Override
        public TransactionTracer start(TraceContext context) {
            return new CallTracer(this, context.firstLog(), context.budget());
        }
    }

    /**
     * Notes calls as Parity did.
     *
     * @param convertParityErrors with Parity's words for failures
     * @param includePrecompiles calls of precompiled contracts, too
     */
    record FlatCalls(boolean convertParityErrors, boolean includePrecompiles) implements TracerKind {
        @Override
        public TransactionTracer start(TraceContext context) {
            return new FlatCallTracer(this, context);
        }
    }

    /**
     * Notes accounts and slots that a run looks at.
     *
     * @param diffMode those only that it changes, and what they are afterwards
     * @param includeEmpty accounts with nothing in them, too; not with {@code diffMode}
     */
    record Prestate(boolean diffMode, boolean disableCode, boolean disableStorage, boolean includeEmpty)
            implements TracerKind {
        @Override
        public TransactionTracer start(TraceContext context) {
            return new PrestateTracer(this, context.budget());
        }
    }

    /** Counts the functions that are called. */
    record FourByte() implements TracerKind {
        @Override
        public TransactionTracer start(TraceContext context) {
            return new FourByteTracer(context.budget());
        }
    }

    /** Notes nothing. */
    record Noop() implements TracerKind {
        @Override
        public TransactionTracer start(TraceContext context) {
            return Trace.Nothing::new;
        }
    }

    /** Several at once. */
    record Mux(SortedMap<String, TracerKind> kinds) implements TracerKind {
        @Override
        public TransactionTracer start(TraceContext context) {
            SortedMap<String, TransactionTracer> tracers = new TreeMap<>();
            kinds.forEach((name, kind) -> tracers.put(name, kind.start(context)));
            return new MuxTracer(tracers);
        }
    }
}
